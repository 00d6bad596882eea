package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The steps by which QEMU set up a vDPA device, until it is known whose they are. */
final class VdpaDevice {
    /** Detail of the rows, by which they can be told from those of registers and of the monitor. */
    private static final String VDPA = "vhost-vdpa";

    private static final int RING_PACKED = 34;
    private static final int MAX_ROWS = 4096;

    /** Rows of an unknown device, whose id is put in later. */
    private final List<NegotiationRow> rows = new ArrayList<>();

    private DeviceType type;
    private int status;
    private boolean packed;
    private long ts;
    private Integer thread;

    /** Says when and by whom the next step is made. */
    void at(long time, ThreadState by) {
        ts = time;
        thread = by.observed ? by.index : null;
    }

    /** QEMU adds bits to the status that it knows. */
    void addStatus(int bits) {
        status |= bits & 0xff;
        status();
    }

    void reset() {
        status = 0;
        status();
    }

    private void status() {
        row(NegotiationStep.STATUS, null, (long) status, null, NegotiationRows.DRIVER, VDPA);
    }

    void offered(long features) {
        row(NegotiationStep.FEATURES_OFFERED, null, null, features, NegotiationRows.DEVICE, VDPA);
    }

    void accepted(long features) {
        packed = (features >>> RING_PACKED & 1) != 0;
        row(NegotiationStep.FEATURES_ACCEPTED, null, null, features, NegotiationRows.DRIVER, VDPA);
    }

    void type(int id) {
        type = DeviceType.ofId(id);
    }

    /** Sizes are told in setting up; addresses are those of QEMU, not of the guest. */
    void ringSize(int queue, int size) {
        String detail = (packed ? "packed, " : "split, ") + VDPA;
        row(NegotiationStep.QUEUE_SETUP, queue, (long) size, null, NegotiationRows.DRIVER, detail);
    }

    private void row(NegotiationStep step, Integer queue, Long value, Long low, String actor, String detail) {
        if (rows.size() < MAX_ROWS) {
            Long high = low == null ? null : Long.valueOf(0);
            rows.add(new NegotiationRow(0, ts, step, queue, value, low, high, actor, thread, "log", detail));
        }
    }

    private void takes(DeviceState device) {
        device.vdpa = true;
        if (type != null && device.types.isEmpty()) {
            device.types.add(type.label());
        }
    }

    /** No event tells the virtio device: the steps are all that is known of its life. */
    void alone(DeviceState device, RowSink sink) throws IOException {
        takes(device);
        for (NegotiationRow row : rows) {
            sink.negotiation(of(row, device.id, row.source()));
        }
    }

    /**
     * The steps follow those that the guest's driver made, which the log shows: they only tell, from the side, features and
     * queues. They are not needed where the guest's accesses to registers are in the log.
     */
    void behind(DeviceState device, RowSink sink) throws IOException {
        takes(device);
        if (device.hasRegisters()) {
            return;
        }
        for (NegotiationRow row : rows) {
            if (row.step() != NegotiationStep.STATUS) {
                sink.negotiation(of(row, device.id, "facts"));
            }
        }
    }

    private static NegotiationRow of(NegotiationRow row, int device, String source) {
        return new NegotiationRow(
                device,
                row.ts(),
                row.step(),
                row.queue(),
                row.value(),
                row.featuresLow(),
                row.featuresHigh(),
                row.actor(),
                row.thread(),
                source,
                row.detail());
    }
}
