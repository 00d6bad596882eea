package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The steps by which QEMU set up a vDPA device, until it is known whose they are. */
final class VdpaDevice {
    /** Detail of the rows, by which they can be told from those of registers and of the monitor. */
    private static final String VDPA = "vhost-vdpa";

    private static final int RING_PACKED = 34;
    private static final int MAX_ROWS = 4096;

    /** Rows of an unknown device, whose id is put in later. */
    private final List<NegotiationRow> rows = new ArrayList<>();

    private DeviceType type;
    private boolean packed;
    private long ts;
    private Integer thread;

    /** Says when and by whom the next step is made. */
    void at(long time, ThreadState by) {
        ts = time;
        thread = by.observed ? by.index : null;
    }

    /** QEMU adds bits to the status; until the end of the log the row holds only these, as others may add theirs. */
    void addStatus(int bits) {
        row(NegotiationStep.STATUS, null, (long) (bits & 0xff), null, NegotiationRows.DRIVER, VDPA);
    }

    void reset() {
        row(NegotiationStep.STATUS, null, 0L, null, NegotiationRows.DRIVER, VDPA);
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

    /**
     * Tells whether another one is a further part of this device: QEMU makes a vhost device for each pair of queues and one for
     * the control queue, lets the first negotiate and the last say DRIVER_OK, and numbers the queues through.
     */
    boolean goesOnWith(VdpaDevice other) {
        int next = queues(this).max().orElse(-1) + 1;
        boolean negotiates = other.rows.stream().anyMatch(row -> row.step() == NegotiationStep.FEATURES_ACCEPTED);
        return next > 0 && !negotiates && queues(other).min().orElse(0) == next;
    }

    private static IntStream queues(VdpaDevice device) {
        return device.rows.stream()
                .filter(row -> row.step() == NegotiationStep.QUEUE_SETUP)
                .mapToInt(NegotiationRow::queue);
    }

    /** Takes over the steps of a further part, whose rings are of the same layout; the offer it only read once more. */
    void take(VdpaDevice part) {
        for (NegotiationRow row : part.rows) {
            ts = row.ts();
            thread = row.thread();
            if (row.step() == NegotiationStep.QUEUE_SETUP) {
                ringSize(row.queue(), row.value().intValue());
            } else if (row.step() == NegotiationStep.STATUS) {
                addStatus(row.value().intValue());
            }
        }
        rows.sort(Comparator.comparingLong(NegotiationRow::ts));
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
        long status = 0;
        for (NegotiationRow row : rows) {
            if (row.step() == NegotiationStep.STATUS) {
                status = row.value() == 0 ? 0 : status | row.value();
            }
            sink.negotiation(of(
                    row,
                    device.id,
                    row.step() == NegotiationStep.STATUS ? Long.valueOf(status) : row.value(),
                    row.source()));
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
                sink.negotiation(of(row, device.id, row.value(), "facts"));
            }
        }
    }

    private static NegotiationRow of(NegotiationRow row, int device, Long value, String source) {
        return new NegotiationRow(
                device,
                row.ts(),
                row.step(),
                row.queue(),
                value,
                row.featuresLow(),
                row.featuresHigh(),
                row.actor(),
                row.thread(),
                source,
                row.detail());
    }
}
