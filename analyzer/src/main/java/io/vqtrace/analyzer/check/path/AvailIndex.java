package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import java.util.Set;

/** Rule 30: avail.idx moves forward, by no more than the ring's size (virtio 1.4 section 2.7.6.1). */
final class AvailIndex extends QueueCheck {
    private static final int UNKNOWN = -1;
    private int index = UNKNOWN;

    private AvailIndex(QueueScope queue) {
        super(queue, 30);
        if (queue.era().fromStart()) {
            index = 0;
        }
    }

    static PathRule rule() {
        return new PathRule(
                30, Set.of(EventKind.AVAIL, EventKind.FAULT, EventKind.USED), AvailIndex::missing, AvailIndex::new);
    }

    private static String missing(QueueScope queue) {
        return Needs.ofLayout(queue, false, Needs.refusals(queue));
    }

    @Override
    void on(Row row) {
        switch (row.kind()) {
            case FAULT -> {
                if (row.value() == FaultReason.AVAIL_INDEX_JUMP.code()) {
                    broken(row.ns(), "refused by the backend: avail.idx jumped");
                }
            }
            case USED -> outstanding(row);
            default -> available(row);
        }
    }

    private void outstanding(Row row) {
        if (queue.size() > 0 && row.knows(Observed.OUTSTANDING)) {
            long outstanding = row.value(EventColumn.OUTSTANDING);
            if (outstanding > queue.size()) {
                broken(row.ns(), outstanding + " chains outstanding on a ring of " + queue.size());
            }
        }
    }

    private void available(Row row) {
        if (!row.knows(Observed.RING_IDX)) {
            return;
        }
        int next = (int) row.value(EventColumn.RING_IDX);
        int fresh = row.count();
        if (queue.size() > 0 && fresh > queue.size()) {
            broken(row.ns(), fresh + " chains published at once on a ring of " + queue.size() + ", avail.idx " + next);
        } else if (index != UNKNOWN && (next - index & 0xffff) != fresh) {
            brokenInOrder(row.ns(), "avail.idx went from " + index + " to " + next + " by " + fresh + " chains");
        }
        index = next;
    }
}
