package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;
import java.util.Set;

/**
 * Rule 37: without EVENT_IDX the flags of a split ring are 0 or 1; with it they mean nothing (virtio 1.4 sections 2.7.7.1 and
 * 2.7.10.2). A device that goes by flags all the same shows 1 and 0 where its avail_event should follow the ring.
 */
final class SuppressionFlags extends QueueCheck {
    private static final int UNKNOWN = -1;
    private final boolean eventIdx;
    private int kickArm = UNKNOWN;
    private long lastNs = Long.MIN_VALUE;

    private SuppressionFlags(QueueScope queue) {
        super(queue, 37);
        eventIdx = queue.has(QueueScope.EVENT_IDX);
    }

    static PathRule rule() {
        return new PathRule(
                37,
                Set.of(EventKind.KICK_ARM, EventKind.INTERRUPT_ARM, EventKind.INTERRUPT_SUPPRESSED, EventKind.FAULT),
                SuppressionFlags::missing,
                SuppressionFlags::new);
    }

    private static String missing(QueueScope queue) {
        String values = Needs.suppressionValues(queue);
        boolean known = queue.accepted(QueueScope.EVENT_IDX) != null;
        String lacking = values != null || known ? values : "needs the features that the driver accepted";
        return Needs.ofLayout(queue, false, lacking);
    }

    @Override
    void on(Row row) {
        switch (row.kind()) {
            case KICK_ARM -> kickArm(row);
            case INTERRUPT_ARM -> flags(row, "avail.flags");
            case FAULT -> {
                if (row.value() == FaultReason.SUPPRESSION_FLAGS.code()) {
                    once(row.ns(), "refused by the backend: undefined suppression flags");
                }
            }
            default -> {
                if (eventIdx && row.value() == SuppressionReason.FLAGS.code()) {
                    honoured(row.ns(), "an interrupt suppressed by flags, with EVENT_IDX negotiated");
                }
            }
        }
    }

    private void flags(Row row, String name) {
        if (!eventIdx && row.value() > 1) {
            once(row.ns(), name + " is " + row.value());
        }
    }

    private void kickArm(Row row) {
        int value = (int) row.value() & 0xffff;
        if (eventIdx && value < kickArm && kickArm <= 1) {
            honoured(row.ns(), "flags " + kickArm + " and " + value + " where avail_event follows the ring");
        }
        kickArm = value;
        flags(row, "used.flags");
    }

    private void honoured(long ns, String seen) {
        if (!queue.indicesMeanNothing()) {
            queue.flagsHonoured();
            once(ns, seen);
        }
    }

    /** The value, and its refusal by the backend, are one breach. */
    private void once(long ns, String seen) {
        if (ns != lastNs) {
            lastNs = ns;
            broken(ns, seen);
        }
    }
}
