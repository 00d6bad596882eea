package io.vqtrace.imports.internal.assemble;

/** A queue between two resets of its device, and what shows the layout of its ring. */
final class QueueConfiguration {
    final long firstTs;
    long pops;
    private long fills;
    private long flushes;
    private boolean lastFillOwn;

    QueueConfiguration(long firstTs) {
        this.firstTs = firstTs;
    }

    /** A fill on the queue; {@code own} tells whether its element was taken in this configuration. */
    void fill(boolean own) {
        lastFillOwn = own;
        if (own) {
            fills++;
        }
    }

    /** A flush on the queue; it belongs to the fill before it. */
    void flush() {
        if (lastFillOwn) {
            flushes++;
        }
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
