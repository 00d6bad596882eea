package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.Set;

/** Rules 26 and 27: the device leaves a queue alone that is stopped, or reset by itself, until it is set up again. */
final class WhileStopped extends QueueCheck {
    private WhileStopped(QueueScope queue, int rule) {
        super(queue, rule);
    }

    /** Without RING_RESET a queue is stopped by QueueReady. */
    static PathRule notReady() {
        return rule(26, false);
    }

    static PathRule reset() {
        return rule(27, true);
    }

    private static PathRule rule(int number, boolean ringReset) {
        return new PathRule(
                number,
                Set.of(EventKind.USED, EventKind.INTERRUPT),
                queue -> missing(queue, ringReset),
                queue -> new WhileStopped(queue, number));
    }

    private static String missing(QueueScope queue, boolean ringReset) {
        if (!ringReset && queue.device().pci()) {
            return "applies to devices on virtio-mmio";
        }
        if (queue.era().begin() != Era.Begin.QUEUE_RESET) {
            return ringReset
                    ? "applies to queues that were reset"
                    : "needs a queue that was stopped by QueueReady, in a recorded trace";
        }
        if (queue.accepted(QueueScope.RING_RESET) == null) {
            return "needs the features that the driver accepted";
        }
        if (queue.has(QueueScope.RING_RESET) != ringReset) {
            return ringReset ? "applies where RING_RESET is negotiated" : "applies to queues stopped by QueueReady";
        }
        return null;
    }

    @Override
    void on(Row row) {
        if (row.kind() == EventKind.INTERRUPT) {
            broken(row.ns(), "an interrupt for the queue before it was enabled again");
        } else if (!row.unserved()) {
            String head = row.knows(Observed.HEAD) ? Heads.text(row) : "";
            broken(row.ns(), "a buffer used" + head + " before the queue was enabled again");
        }
    }
}
