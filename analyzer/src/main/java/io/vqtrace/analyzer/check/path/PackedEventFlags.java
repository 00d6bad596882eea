package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import java.util.Set;

/** Rule 45, so far as it is about the event suppression structures themselves (virtio 1.4 section 2.8.14). */
final class PackedEventFlags extends QueueCheck {
    private static final int MOST = 1;
    private static final int MOST_WITH_EVENT_IDX = 2;
    private final int most;
    private long lastNs = Long.MIN_VALUE;

    private PackedEventFlags(QueueScope queue) {
        super(queue, 45);
        most = queue.has(QueueScope.EVENT_IDX) ? MOST_WITH_EVENT_IDX : MOST;
    }

    static PathRule rule() {
        return new PathRule(
                45,
                Set.of(EventKind.KICK_ARM, EventKind.INTERRUPT_ARM, EventKind.FAULT),
                PackedEventFlags::missing,
                PackedEventFlags::new);
    }

    private static String missing(QueueScope queue) {
        return Needs.ofLayout(queue, true, Needs.suppressionValues(queue));
    }

    @Override
    void on(Row row) {
        if (row.kind() == EventKind.FAULT) {
            if (row.value() == FaultReason.SUPPRESSION_FLAGS.code()) {
                once(row.ns(), "refused by the backend: undefined event flags");
            }
            return;
        }
        long flags = row.value() >>> 16 & 0xffff;
        if (flags > most) {
            String whose = row.kind() == EventKind.KICK_ARM ? "device" : "driver";
            once(row.ns(), whose + "'s event flags are " + flags);
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
