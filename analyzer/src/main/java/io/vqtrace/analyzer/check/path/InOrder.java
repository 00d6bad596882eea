package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.Set;

/** Rule 36: with IN_ORDER chains are used as they were taken (virtio 1.4 section 2.7.9). */
final class InOrder extends QueueCheck {
    private long lastTaken = Long.MIN_VALUE;

    private InOrder(QueueScope queue) {
        super(queue, 36);
    }

    static PathRule rule() {
        return new PathRule(
                36,
                Set.of(EventKind.USED),
                queue -> Needs.feature(queue, QueueScope.IN_ORDER, "IN_ORDER"),
                InOrder::new);
    }

    @Override
    void on(Row row) {
        if (row.unserved() || !row.knows(Observed.SINCE_NS)) {
            return;
        }
        long taken = row.begin();
        if (taken < lastTaken) {
            String head = row.knows(Observed.HEAD) ? Heads.text(row) : "";
            brokenInOrder(
                    row.ns(),
                    "a chain" + head + " used after one that was taken " + (lastTaken - taken) + " ns later than it");
        }
        lastTaken = Math.max(lastTaken, taken);
    }
}
