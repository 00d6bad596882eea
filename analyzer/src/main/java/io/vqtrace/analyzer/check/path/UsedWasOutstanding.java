package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import java.util.Set;

/**
 * Rules 34 (split ring) and 43 (packed): what is used is outstanding. A recorder keeps what is in flight by head, an import
 * by element: a used row that knows no POP gives back what nobody had.
 */
final class UsedWasOutstanding extends QueueCheck {
    private UsedWasOutstanding(QueueScope queue, int rule) {
        super(queue, rule);
    }

    static PathRule split() {
        return rule(34, false);
    }

    static PathRule packed() {
        return rule(43, true);
    }

    private static PathRule rule(int number, boolean packed) {
        return new PathRule(
                number,
                Set.of(EventKind.USED, EventKind.FAULT),
                queue -> missing(queue, packed),
                queue -> new UsedWasOutstanding(queue, number));
    }

    private static String missing(QueueScope queue, boolean packed) {
        if (!queue.shows(EventKind.USED)) {
            return "needs used events";
        }
        if (!queue.device().manifest().clock().hasTimes()) {
            return "needs event times";
        }
        if (queue.device().manifest().recording().account().get("queues_without_past") instanceof Long without
                && without > 0) {
            return "needs the recorder's memory of requests in flight, which it lacked";
        }
        boolean isPacked = Boolean.TRUE.equals(queue.packed());
        if (isPacked != packed) {
            return packed ? "applies to packed rings" : "applies to split rings";
        }
        return queue.era().observed() && !queue.restored()
                ? null
                : Needs.begun(queue, "needs the queue's beginning: its set-up or a reset");
    }

    @Override
    void on(Row row) {
        if (row.kind() == EventKind.FAULT) {
            if (row.value() == FaultReason.HEAD_IN_USE.code()) {
                broken(row.ns(), "refused by the backend: a head made available that it still holds");
            }
            return;
        }
        boolean live = queue.phase() == Phase.LIVE || queue.phase() == Phase.UNKNOWN;
        if (live && !row.unserved() && !row.knows(Observed.SINCE_NS)) {
            String head = row.knows(Observed.HEAD) ? Heads.text(row) : "";
            broken(row.ns(), "a buffer used" + head + " that was not outstanding");
        }
    }
}
