package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import java.util.Set;

/**
 * Rule 42: event indices move on (virtio 1.4 sections 2.7.7 and 2.7.10). A device that goes to sleep with an avail_event that
 * the ring has passed is never woken; a driver that was told at its used_event and leaves it there is never told again.
 */
final class StuckSuppression extends QueueCheck {
    /** Work that lies this long where nobody is told of it is stuck. */
    private static final long STUCK_NS = 500_000;

    private boolean armed;
    private int availEvent;
    private long armedNs;
    private int availIndex;
    private boolean kicked;
    private boolean staleTold;

    private boolean asked;
    private int usedEvent;
    private int usedIndex;
    private int notifiedIndex;
    private boolean notified;
    private boolean silent;
    private long lastUsedNs;
    private boolean frozenTold;

    private StuckSuppression(QueueScope queue) {
        super(queue, 42);
    }

    static PathRule rule() {
        return new PathRule(
                42,
                Set.of(
                        EventKind.AVAIL,
                        EventKind.KICK,
                        EventKind.KICK_ARM,
                        EventKind.USED,
                        EventKind.INTERRUPT,
                        EventKind.INTERRUPT_SUPPRESSED,
                        EventKind.INTERRUPT_ARM),
                StuckSuppression::missing,
                StuckSuppression::new);
    }

    private static String missing(QueueScope queue) {
        String ring = Needs.ring(false, EventKind.KICK_ARM).apply(queue);
        return ring != null ? ring : Needs.feature(queue, QueueScope.EVENT_IDX, "EVENT_IDX");
    }

    @Override
    void on(Row row) {
        switch (row.kind()) {
            case AVAIL -> available(row);
            case KICK -> kicked = true;
            case KICK_ARM -> {
                armed = true;
                availEvent = (int) row.value() & 0xffff;
                armedNs = row.ns();
                kicked = false;
            }
            case USED -> {
                if (!row.unserved()) {
                    usedIndex = usedIndex + 1 & 0xffff;
                    lastUsedNs = row.ns();
                }
            }
            case INTERRUPT -> {
                notified = true;
                silent = false;
                notifiedIndex = usedIndex;
            }
            case INTERRUPT_SUPPRESSED -> silent = row.value() == SuppressionReason.EVENT_INDEX.code();
            default -> driverAsks(row);
        }
    }

    private void available(Row row) {
        if (!row.knows(Observed.RING_IDX)) {
            return;
        }
        boolean stale = armed && !kicked && EventIndices.behind(availEvent, availIndex);
        if (stale && !staleTold && !queue.indicesMeanNothing() && row.ns() - armedNs >= STUCK_NS) {
            staleTold = true;
            brokenInOrder(
                    row.ns(),
                    "avail_event stays at " + availEvent + " while avail.idx went from " + availIndex + " to "
                            + row.value(EventColumn.RING_IDX) + ": no kick for " + (row.ns() - armedNs) / 1000 + " µs");
        }
        availIndex = (int) row.value(EventColumn.RING_IDX);
    }

    private void driverAsks(Row row) {
        int next = (int) row.value() & 0xffff;
        boolean told = notified && EventIndices.behind(next, notifiedIndex);
        boolean stays = asked && next == usedEvent && told && silent && EventIndices.behind(next, usedIndex);
        if (stays && !frozenTold && !queue.indicesMeanNothing() && row.ns() - lastUsedNs >= STUCK_NS) {
            frozenTold = true;
            brokenInOrder(
                    row.ns(),
                    "used_event stays at " + next + " while used.idx is " + usedIndex + ": the driver was told at "
                            + notifiedIndex + " and not since");
        }
        asked = true;
        usedEvent = next;
    }
}
