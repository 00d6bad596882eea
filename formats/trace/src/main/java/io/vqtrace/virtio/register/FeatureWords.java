package io.vqtrace.virtio.register;

/** Feature bits 0 to 127 as they are read or written in words of 32 bits (virtio 1.4 section 2.2). */
final class FeatureWords {
    private static final int WORDS = 4;
    private static final int WORD_BYTES = 4;

    /** Selected word as the driver wrote it, unsigned. */
    private long select;

    private boolean selected;
    private boolean resetSeen;
    private long low;
    private long high;
    /** Bit n: word n was accessed since the last reset. */
    private int seen;

    private boolean pending;

    /** Replaces bytes of the selection. */
    void select(int from, int width, long part) {
        select = Access.low(Access.merge(select, from, width, part), WORD_BYTES);
        selected = true;
    }

    /** Tells whether a reset was seen and no selection since. */
    boolean notSelected() {
        return resetSeen && !selected;
    }

    /** Replaces bytes of the selected word; words beyond bit 127 do not exist. */
    void word(int from, int width, long part) {
        if (select >= WORDS) {
            return;
        }
        int word = (int) select;
        int place = (word & 1) * WORD_BYTES + from;
        if (word < WORDS / 2) {
            low = Access.merge(low, place, width, part);
        } else {
            high = Access.merge(high, place, width, part);
        }
        seen |= 1 << word;
        pending = true;
    }

    /** Tells whether words were accessed since {@link #take}. */
    boolean pending() {
        return pending;
    }

    /** Ends the series of accesses that is pending. */
    void take() {
        pending = false;
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    int seen() {
        return seen;
    }

    /** Tells whether a bit up to 63 is set. */
    boolean has(int bit) {
        return (low >>> bit & 1) != 0;
    }

    void reset() {
        select = 0;
        selected = false;
        resetSeen = true;
        low = 0;
        high = 0;
        seen = 0;
        pending = false;
    }
}
