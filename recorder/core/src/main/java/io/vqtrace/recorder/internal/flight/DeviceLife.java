package io.vqtrace.recorder.internal.flight;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt of a driver to bring a device up and use it: from a device reset to the next. Bounded: of a long life the
 * first and the latest steps are kept, and the present configuration of each queue.
 */
final class DeviceLife {
    /** Steps kept from the begin of a life: a negotiation takes some dozens. */
    static final int FIRST_STEPS = 256;

    /** Steps kept from its end. */
    static final int LATEST_STEPS = 256;

    private final List<NegotiationRow> first = new ArrayList<>();
    private final Deque<NegotiationRow> latest = new ArrayDeque<>();
    private final Map<Integer, QueueRow> queues = new LinkedHashMap<>();
    private boolean touched;
    private long omitted;

    void step(NegotiationRow row) {
        // A driver writes status 0 to reset, and reads it back.
        boolean resetting = row.step() == NegotiationStep.DEVICE_RESET
                || row.step() == NegotiationStep.STATUS && row.value() != null && row.value() == 0;
        touched |= !resetting;
        if (first.size() < FIRST_STEPS) {
            first.add(row);
            return;
        }
        if (latest.size() == LATEST_STEPS) {
            latest.removeFirst();
            omitted++;
        }
        latest.addLast(row);
    }

    void queue(QueueRow row) {
        touched = true;
        queues.put(row.queue(), row);
    }

    /** Tells whether nothing but resets happened. */
    boolean untouched() {
        return !touched;
    }

    void addTo(List<QueueRow> queueRows, List<NegotiationRow> steps) {
        queueRows.addAll(queues.values());
        steps.addAll(first);
        steps.addAll(latest);
    }

    long omitted() {
        return omitted;
    }
}
