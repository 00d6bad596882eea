package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.Set;

/**
 * Rule 40: the driver kicks when the device asked for it (virtio 1.4 section 2.7.10.1). The device learns of a kick that did
 * not come when it looks at the ring by itself: chains that lie behind its avail_event, and no kick since it went to sleep.
 */
final class KickWanted extends QueueCheck {
    static final Set<EventKind> KINDS = Set.of(EventKind.KICK, EventKind.AVAIL, EventKind.KICK_ARM);

    /** What is found sooner than this after going to sleep was there when the device looked a last time. */
    private static final long LAST_LOOK_NS = 10_000;

    /** A kick may be this long under way. */
    private static final long UNDER_WAY_NS = 20_000;

    /** A driver may take this long from publishing to deciding about the kick: then it decides by what was asked meanwhile. */
    private static final long DECIDING_NS = 1_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final boolean eventIdx;
    private boolean armed;
    private int value;
    private long armedNs;
    private int index;
    private boolean kicked;
    private long missedNs;
    private String missed;
    /** Until the device asks again, a driver that publishes one by one may still be about to kick for all of them. */
    private long askedAgainNs = NEVER;

    private KickWanted(QueueScope queue) {
        super(queue, 40);
        eventIdx = queue.has(QueueScope.EVENT_IDX);
    }

    static PathRule rule() {
        return new PathRule(40, KINDS, Needs.ring(false, EventKind.KICK_ARM), KickWanted::new);
    }

    @Override
    void on(Row row) {
        if (missed != null && askedAgainNs != NEVER && row.ns() > missedNs + UNDER_WAY_NS) {
            confirm();
        }
        switch (row.kind()) {
            case KICK -> {
                kicked = true;
                missed = null;
            }
            case KICK_ARM -> {
                armed = true;
                value = (int) row.value() & 0xffff;
                armedNs = row.ns();
                kicked = false;
                askedAgainNs = Math.min(askedAgainNs, row.ns());
            }
            default -> available(row);
        }
    }

    private void available(Row row) {
        if (!row.knows(Observed.RING_IDX)) {
            return;
        }
        int next = (int) row.value(EventColumn.RING_IDX);
        boolean asked = eventIdx ? EventIndices.needEvent(value, next, index) : value == 0;
        boolean asleep = armed && !kicked && row.ns() - armedNs > LAST_LOOK_NS && !queue.suspendedSince(armedNs);
        if (asleep && asked && !queue.indicesMeanNothing() && queue.phase() == Phase.LIVE) {
            missed = (eventIdx ? "avail_event " : "used.flags ") + value + ", avail.idx from " + index + " to " + next
                    + ", and no kick for " + (row.ns() - armedNs) / 1000 + " µs";
            missedNs = row.ns();
            askedAgainNs = NEVER;
        }
        // One missing kick is told once.
        armed = false;
        index = next;
    }

    private void confirm() {
        if (missed == null) {
            return;
        }
        long askedAfterNs = askedAgainNs - missedNs;
        if (askedAfterNs <= DECIDING_NS) {
            racy(missedNs, missed + ", unless published just then: asked anew " + askedAfterNs + " ns later");
        } else {
            brokenInOrder(missedNs, missed);
        }
        missed = null;
    }

    @Override
    void end(long ns) {
        if (missed != null && ns <= missedNs + UNDER_WAY_NS) {
            racy(missedNs, missed + ", and nothing was seen afterwards");
        } else {
            confirm();
        }
    }
}
