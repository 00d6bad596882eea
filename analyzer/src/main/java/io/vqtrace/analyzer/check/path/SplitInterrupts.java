package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;

/** Rules 38 and 39: the device interrupts for a split ring when it is asked to, and only then (section 2.7.7.2). */
final class SplitInterrupts extends InterruptWatch {
    private static final int MASK = 0xffff;

    private final boolean needless;
    private final boolean eventIdx;
    private int usedIndex;
    private int decidedIndex;
    private int judgedIndex;

    private SplitInterrupts(QueueScope queue, boolean needless) {
        super(queue, needless ? 39 : 38);
        this.needless = needless;
        eventIdx = queue.has(QueueScope.EVENT_IDX);
    }

    static PathRule wanted() {
        return new PathRule(
                38, KINDS, Needs.ring(false, EventKind.INTERRUPT_ARM), queue -> new SplitInterrupts(queue, false));
    }

    static PathRule unwanted() {
        return new PathRule(
                39, KINDS, Needs.ring(false, EventKind.INTERRUPT_ARM), queue -> new SplitInterrupts(queue, true));
    }

    @Override
    void used(Row row) {
        usedIndex = usedIndex + 1 & MASK;
    }

    @Override
    boolean wanted(long suppression) {
        if (usedIndex != decidedIndex) {
            judgedIndex = decidedIndex;
        }
        return eventIdx
                ? EventIndices.needEvent((int) suppression & MASK, usedIndex, judgedIndex)
                : (suppression & 1) == 0;
    }

    @Override
    void decided() {
        judgedIndex = decidedIndex;
        decidedIndex = usedIndex;
    }

    @Override
    boolean breaks(boolean sent, boolean wanted) {
        return needless ? sent && !wanted : !sent && wanted;
    }

    @Override
    String describe(long suppression) {
        String asked = eventIdx ? "used_event " + (suppression & MASK) : "avail.flags " + suppression;
        return asked + ", used.idx from " + decidedIndex + " to " + usedIndex;
    }
}
