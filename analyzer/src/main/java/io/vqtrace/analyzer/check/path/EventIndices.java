package io.vqtrace.analyzer.check.path;

/** Arithmetic of ring and event indices, which wrap at 2^16 (virtio 1.4 sections 2.7.7 and 2.7.10). */
public final class EventIndices {
    private static final int MASK = 0xffff;
    private static final int HALF = 0x8000;

    private EventIndices() {}

    /**
     * Tells whether an index that moved passed an entry.
     *
     * @param event the entry, 0 to 65535
     * @param next the index now
     * @param old the index before
     * @return true if the entry is one of {@code old} to {@code next - 1}
     */
    public static boolean needEvent(int event, int next, int old) {
        return (next - event - 1 & MASK) < (next - old & MASK);
    }

    /**
     * Tells whether an event index lies behind a ring's index, so that only a whole lap would reach it.
     *
     * @param event the event index, 0 to 65535
     * @param index the ring's index
     * @return false if it is the index itself or lies ahead
     */
    public static boolean behind(int event, int index) {
        int distance = index - event & MASK;
        return distance > 0 && distance < HALF;
    }
}
