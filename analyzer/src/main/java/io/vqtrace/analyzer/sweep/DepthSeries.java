package io.vqtrace.analyzer.sweep;

/** Depth over time in at most {@link #MAX_BUCKETS} equal buckets. */
public final class DepthSeries {
    /** Bound of the number of buckets. */
    public static final int MAX_BUCKETS = 2000;

    private final long startNs;
    private final long endNs;
    private final long bucketNs;
    private final int[] inFlightMax;
    private final double[] inFlightArea;
    private final int[] outstandingMax;
    private final double[] outstandingArea;
    /** The bucket that the last stretch ended in; stretches come in order, so that the next begins in it or after. */
    private int current;

    private long currentEndNs;

    DepthSeries(long startNs, long endNs) {
        this.startNs = startNs;
        this.endNs = endNs;
        long span = Math.max(1, endNs - startNs);
        bucketNs = (span + MAX_BUCKETS - 1) / MAX_BUCKETS;
        int buckets = (int) ((span + bucketNs - 1) / bucketNs);
        inFlightMax = new int[buckets];
        inFlightArea = new double[buckets];
        outstandingMax = new int[buckets];
        outstandingArea = new double[buckets];
        currentEndNs = startNs + bucketNs;
    }

    void add(long fromNs, long toNs, int inFlight, int outstanding) {
        long from = fromNs;
        while (from < toNs) {
            while (from >= currentEndNs) {
                current++;
                currentEndNs += bucketNs;
            }
            long to = Math.min(toNs, currentEndNs);
            inFlightMax[current] = Math.max(inFlightMax[current], inFlight);
            outstandingMax[current] = Math.max(outstandingMax[current], outstanding);
            inFlightArea[current] += (double) inFlight * (to - from);
            outstandingArea[current] += (double) outstanding * (to - from);
            from = to;
        }
    }

    /**
     * Returns the number of buckets.
     *
     * @return 1 to {@link #MAX_BUCKETS}
     */
    public int buckets() {
        return inFlightMax.length;
    }

    /**
     * Returns where a bucket begins.
     *
     * @param bucket its index
     * @return nanoseconds since the epoch
     */
    public long startNs(int bucket) {
        return startNs + bucket * bucketNs;
    }

    /**
     * Returns where a bucket ends.
     *
     * @param bucket its index
     * @return nanoseconds since the epoch, exclusive
     */
    public long endNs(int bucket) {
        return Math.min(endNs, startNs(bucket) + bucketNs);
    }

    /**
     * Returns the largest in-flight depth of a bucket.
     *
     * @param bucket its index
     * @return requests
     */
    public int inFlightMax(int bucket) {
        return inFlightMax[bucket];
    }

    /**
     * Returns the time-weighted mean in-flight depth of a bucket.
     *
     * @param bucket its index
     * @return requests
     */
    public double inFlightMean(int bucket) {
        return inFlightArea[bucket] / Math.max(1, endNs(bucket) - startNs(bucket));
    }

    /**
     * Returns the largest number of outstanding requests of a bucket; meaningful only where they are known.
     *
     * @param bucket its index
     * @return requests
     */
    public int outstandingMax(int bucket) {
        return outstandingMax[bucket];
    }

    /**
     * Returns the time-weighted mean of outstanding requests of a bucket; meaningful only where they are known.
     *
     * @param bucket its index
     * @return requests
     */
    public double outstandingMean(int bucket) {
        return outstandingArea[bucket] / Math.max(1, endNs(bucket) - startNs(bucket));
    }
}
