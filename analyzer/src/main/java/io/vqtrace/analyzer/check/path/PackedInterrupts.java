package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;

/**
 * Rule 45, so far as it is about interrupts: with event flags 2 a completion that reaches or passes the driver's offset is
 * told, with 0 each (virtio 1.4 sections 2.8.10 and 2.8.14).
 */
final class PackedInterrupts extends InterruptWatch {
    private static final int ENABLE = 0;
    private static final int DESC = 2;
    private static final int OFFSET_MASK = 0x7fff;

    /** Descriptors used since the set-up: the position in the ring and its laps. */
    private long position;

    private long decidedPosition;
    private long judgedPosition;
    private boolean blind;

    private PackedInterrupts(QueueScope queue) {
        super(queue, 45);
    }

    static PathRule rule() {
        return new PathRule(45, KINDS, Needs.ring(true, EventKind.INTERRUPT_ARM), PackedInterrupts::new);
    }

    @Override
    void used(Row row) {
        // A chain without a known number of descriptors leaves the position unknown for good.
        blind |= !row.knows(Observed.COUNT);
        position += row.count();
    }

    @Override
    boolean wanted(long suppression) {
        if (position != decidedPosition) {
            judgedPosition = decidedPosition;
        }
        int flags = (int) (suppression >>> 16) & 3;
        return flags == ENABLE || flags == DESC && passed((int) suppression & 0xffff);
    }

    /** Tells whether the descriptor at an offset of a lap was used since the last decision. */
    private boolean passed(int event) {
        int size = queue.size();
        long offset = event & OFFSET_MASK;
        boolean firstLap = event >>> 15 == 1;
        long lap = judgedPosition / size;
        for (long candidate = lap; candidate <= lap + 1; candidate++) {
            long at = candidate * size + offset;
            // The wrap counter is 1 on laps 0, 2, 4, …
            boolean sameLap = (candidate % 2 == 0) == firstLap;
            if (sameLap && at >= judgedPosition && at < position) {
                return true;
            }
        }
        return false;
    }

    @Override
    void decided() {
        judgedPosition = decidedPosition;
        decidedPosition = position;
    }

    @Override
    boolean breaks(boolean sent, boolean wanted) {
        return !blind && queue.size() > 0 && !sent && wanted && position != judgedPosition;
    }

    @Override
    String describe(long suppression) {
        int size = Math.max(1, queue.size());
        return "driver's event flags " + (suppression >>> 16 & 3) + ", offset " + (suppression & OFFSET_MASK) + " wrap "
                + (suppression >>> 15 & 1) + ", used from " + decidedPosition % size + " to " + position % size;
    }
}
