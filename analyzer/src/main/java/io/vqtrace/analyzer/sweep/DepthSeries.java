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
    private final double[] occupiedArea;
    private final long[] busyNs;
    private final long[] fullNs;
    private final long[] waitingNs;
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
        occupiedArea = new double[buckets];
        busyNs = new long[buckets];
        fullNs = new long[buckets];
        waitingNs = new long[buckets];
        currentEndNs = startNs + bucketNs;
    }

    void add(long fromNs, long toNs, int inFlight, int waiting, int occupied, boolean full) {
        int outstanding = inFlight + waiting;
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
            occupiedArea[current] += (double) occupied * (to - from);
            busyNs[current] += inFlight > 0 ? to - from : 0;
            fullNs[current] += full ? to - from : 0;
            waitingNs[current] += waiting > 0 ? to - from : 0;
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

    /**
     * Returns the time-weighted mean of the ring entries in use in a bucket.
     *
     * @param bucket its index
     * @return ring entries, a lower bound where only requests are known
     */
    public double occupiedMean(int bucket) {
        return occupiedArea[bucket] / Math.max(1, endNs(bucket) - startNs(bucket));
    }

    /**
     * Returns for how long a bucket had a request in flight.
     *
     * @param bucket its index
     * @return nanoseconds
     */
    public long busyNs(int bucket) {
        return busyNs[bucket];
    }

    /**
     * Returns for how long the ring was full in a bucket; 0 where its size is unknown.
     *
     * @param bucket its index
     * @return nanoseconds
     */
    public long fullNs(int bucket) {
        return fullNs[bucket];
    }

    /**
     * Returns for how long published requests were not taken in a bucket; meaningful only where they are known.
     *
     * @param bucket its index
     * @return nanoseconds
     */
    public long waitingNs(int bucket) {
        return waitingNs[bucket];
    }
}
