package io.vqtrace.analyzer.check.path;

/** Arithmetic of ring and event indices, which wrap at 2^16 (virtio 1.4 sections 2.7.7 and 2.7.10). */
final class EventIndices {
    private static final int MASK = 0xffff;
    private static final int HALF = 0x8000;

    private EventIndices() {}

    /** Tells whether an index that moved from {@code old} to {@code next} passed the entry {@code event}. */
    static boolean needEvent(int event, int next, int old) {
        return (next - event - 1 & MASK) < (next - old & MASK);
    }

    /** Tells whether an event index lies behind a ring's index, so that only a whole lap would reach it. */
    static boolean behind(int event, int index) {
        int distance = index - event & MASK;
        return distance > 0 && distance < HALF;
    }
}
