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
     * @param negotiated what the driver accepted, as the facts say it
     */
    RingLayout ring(boolean flushesTraced, RingLayout negotiated) {
        if (flushes > 0) {
            return RingLayout.SPLIT;
        }
        return fills > 0 && flushesTraced ? RingLayout.PACKED : negotiated;
    }
}
