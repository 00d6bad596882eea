package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.virtio.register.RegisterListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The registers of a device, and the steps that accesses to them make. Steps wait until it is known whose registers they
 * are.
 */
abstract class RegisterBank implements RegisterListener {
    private static final String LOG = "log";
    private static final int MAX_WAITING = 4096;
    private static final int DRIVER_OK = 4;
    private static final int WORDS_KNOWN = 3;
    private static final int HIGH_WORDS = 12;

    /** A step that waits for its device. */
    private interface Step {
        void on(DeviceState device) throws IOException;
    }

    private final RowSink sink;
    private final List<Step> waiting = new ArrayList<>();
    private DeviceState device;
    private boolean ready;
    /** Whether the status write that is decoded has a row already. */
    private boolean confirmed;

    private long ts;
    private ThreadState thread;
    private IOException failure;

    RegisterBank(RowSink sink) {
        this.sink = sink;
    }

    /** Returns the transport of the device. */
    abstract String transport();

    /** Returns the type of the device as the registers' name tells it, or null. */
    abstract String typeName();

    /** Decodes a write of the device status. */
    abstract void decodeStatus(long value);

    /** Tells what the decoder keeps until the next access. */
    abstract void settle();

    /** Returns what is to be said of the interface that the driver uses, or null. */
    String interfaceDetail() {
        return null;
    }

    /** Returns the width to be shown of a configuration access. */
    int shownWidth(int width) {
        return width;
    }

    /** Says when and by whom the next access is made. */
    final void at(long time, ThreadState by) {
        ts = time;
        thread = by;
    }

    /** Throws what writing the rows of the last access threw. */
    final void check() throws IOException {
        if (failure != null) {
            IOException thrown = failure;
            failure = null;
            throw thrown;
        }
    }

    final DeviceState device() {
        return device;
    }

    /** Tells whether the driver is done with its setup. */
    final boolean ready() {
        return ready;
    }

    /** Tells whether steps wait for the device. */
    final boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Takes note of whose registers they are, and hands out the steps that waited for it. */
    final void link(DeviceState owner) throws IOException {
        if (device == owner) {
            return;
        }
        device = owner;
        owner.registers(this);
        for (Step step : waiting) {
            step.on(owner);
        }
        waiting.clear();
    }

    /**
     * The status was written.
     *
     * @param known whether an event of its own tells it too, and has made the row
     */
    final void status(long value, boolean known) throws IOException {
        confirmed = known;
        decodeStatus(value);
        check();
    }

    /** The status is known to have been written at an address. */
    void statusAt(long address) {}

    /** Takes a write of the status, or of what may be the status, that no event tells too. */
    void unconfirmed(long address, long value) throws IOException {
        status(value, false);
    }

    private void step(Step step) {
        if (device == null) {
            if (waiting.size() < MAX_WAITING) {
                waiting.add(step);
            }
            return;
        }
        try {
            step.on(device);
        } catch (IOException e) {
            failure = e;
        }
    }

    private Integer threadIndex() {
        return thread.observed ? thread.index : null;
    }

    /** Writes a row once the device is known, whose id is put in. */
    private void row(NegotiationRow row) {
        step(owner -> sink.negotiation(new NegotiationRow(
                owner.id,
                row.ts(),
                row.step(),
                row.queue(),
                row.value(),
                row.featuresLow(),
                row.featuresHigh(),
                row.actor(),
                row.thread(),
                row.source(),
                row.detail())));
    }

    @Override
    public void statusWritten(int status) {
        ready = (status & DRIVER_OK) != 0;
        if (!confirmed) {
            row(NegotiationRows.status(0, ts, status, NegotiationRows.DRIVER, threadIndex(), LOG));
        }
    }

    @Override
    public void statusRead(int status) {
        row(NegotiationRows.status(0, ts, status, NegotiationRows.DEVICE, threadIndex(), LOG));
    }

    @Override
    public void deviceReset() {
        long at = ts;
        step(owner -> owner.setups.end(at));
    }

    @Override
    public void featuresOffered(long low, long high, int words) {
        StringJoiner detail = new StringJoiner(", ");
        if (interfaceDetail() != null) {
            detail.add(interfaceDetail());
        }
        if ((words & WORDS_KNOWN) != WORDS_KNOWN) {
            detail.add((words & 1) == 0 ? "bits 0 to 31 not read" : "bits 32 to 63 not read");
        }
        Long upper = (words & HIGH_WORDS) == 0 ? null : Long.valueOf(high);
        String said = detail.length() == 0 ? null : detail.toString();
        row(NegotiationRows.featuresOffered(0, ts, low, upper, threadIndex(), LOG, said));
    }

    @Override
    public void featuresAccepted(long low, long high) {
        row(NegotiationRows.featuresAccepted(0, ts, low, high, threadIndex(), LOG));
    }

    @Override
    public void queueConfigured(
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {
        QueueSetup setup = new QueueSetup(
                ts, packed, known(size), known(maxSize), known(vector), descAddr, driverAddr, deviceAddr);
        row(NegotiationRows.queueSetup(
                0,
                ts,
                queue,
                packed,
                setup.size,
                setup.maxSize,
                setup.vector,
                descAddr,
                driverAddr,
                deviceAddr,
                threadIndex(),
                LOG));
        step(owner -> owner.setups.add(queue, setup));
    }

    private static Integer known(int value) {
        return value == UNKNOWN ? null : Integer.valueOf(value);
    }

    @Override
    public void queueReset(int queue) {
        long at = ts;
        row(NegotiationRows.queueReset(0, ts, queue, threadIndex(), LOG));
        step(owner -> owner.queueReset(queue, at));
    }

    @Override
    public void configRead(int offset, int width, long value) {
        config(offset, width, value);
    }

    /** The configuration was read; the value may be null. */
    final void config(int offset, int width, Long value) {
        row(NegotiationRows.configRead(0, ts, offset, shownWidth(width), value, threadIndex(), LOG));
    }

    @Override
    public void configWritten(int offset, int width, long value) {
        row(NegotiationRows.configWrite(0, ts, offset, shownWidth(width), value, threadIndex(), LOG));
    }
}
