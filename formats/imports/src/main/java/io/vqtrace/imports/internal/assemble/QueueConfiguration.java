package io.vqtrace.imports.internal.assemble;

/** A queue between two resets of its device, and what shows the layout of its ring. */
final class QueueConfiguration {
    final long firstTs;
    long pops;
    private long fills;
    private long flushes;

    QueueConfiguration(long firstTs) {
        this.firstTs = firstTs;
    }

    /** An element that was taken in this configuration was filled. */
    void fill() {
        fills++;
    }

    /** Such fills were made visible to the driver. */
    void flush() {
        flushes++;
    }

    /**
     * Tells the ring's layout. QEMU does not trace the flush of a packed ring, so that fills without any flush mean one,
     * if flushes are traced at all.
     *
     * @param flushesTraced whether the log holds a flush of any queue
     * @param factsPacked whether the driver accepted a packed ring, null if unknown
     * @return {@code split}, {@code packed} or {@code unknown}
     */
    String ring(boolean flushesTraced, Boolean factsPacked) {
        if (flushes > 0) {
            return "split";
        }
        if (fills > 0 && flushesTraced || Boolean.TRUE.equals(factsPacked)) {
            return "packed";
        }
        return Boolean.FALSE.equals(factsPacked) ? "split" : "unknown";
    }
}
