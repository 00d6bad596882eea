package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;

/**
 * Rule 41: the driver does not kick when it is not asked to (virtio 1.4 section 2.7.10.1). Each value of avail_event asks for
 * one kick; one that the ring passed without a kick keeps it, as the kick may still be under way.
 */
final class KickUnwanted extends QueueCheck {
    private static final long UNDER_WAY_NS = 20_000;
    private static final int MOST = 2;

    private final boolean eventIdx;
    private int asked = 1;
    private int value;
    private int index;
    private boolean armed;
    private long armedNs;

    private KickUnwanted(QueueScope queue) {
        super(queue, 41);
        eventIdx = queue.has(QueueScope.EVENT_IDX);
    }

    static PathRule rule() {
        return new PathRule(41, KickWanted.KINDS, Needs.ring(false, EventKind.KICK_ARM), KickUnwanted::new);
    }

    @Override
    void on(Row row) {
        switch (row.kind()) {
            case KICK -> kick(row.ns());
            case KICK_ARM -> arm(row);
            default -> {
                if (row.knows(Observed.RING_IDX)) {
                    index = (int) row.value(EventColumn.RING_IDX);
                }
            }
        }
    }

    private void arm(Row row) {
        int next = (int) row.value() & 0xffff;
        boolean passed = armed && EventIndices.behind(value, index);
        boolean again = armed && next == value;
        if (!again) {
            asked = passed && asked > 0 ? MOST : 1;
        }
        value = next;
        armed = true;
        armedNs = row.ns();
    }

    private void kick(long ns) {
        if (!armed || queue.indicesMeanNothing()) {
            return;
        }
        if (!eventIdx) {
            if (value == 1 && ns - armedNs > UNDER_WAY_NS) {
                brokenInOrder(ns, "a kick " + (ns - armedNs) / 1000 + " µs after used.flags was set to 1");
            }
        } else if (asked == 0) {
            brokenInOrder(ns, "a second kick for avail_event " + value + ", avail.idx " + index);
        } else {
            asked--;
        }
    }
}
