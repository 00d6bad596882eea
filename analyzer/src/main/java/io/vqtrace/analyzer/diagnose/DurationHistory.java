package io.vqtrace.analyzer.diagnose;

/** How long something usually takes, in bins of a factor of two. */
final class DurationHistory {
    private static final int RICH = 100;
    private static final int PER_MILLE = 1000;

    private final long[] bins = new long[Long.SIZE];
    private long count;
    private long longest;

    void add(long ns) {
        bins[Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, ns))]++;
        count++;
        longest = Math.max(longest, ns);
    }

    /** Tells whether there are enough to know what is usual. */
    boolean rich() {
        return count >= RICH;
    }

    /** Returns an upper bound of the 99.9th percentile that is less than twice as large; 0 for an empty history. */
    long p999() {
        long above = count / PER_MILLE;
        for (int bin = bins.length - 1; bin >= 0; bin--) {
            above -= bins[bin];
            if (above < 0) {
                return Math.min(longest, (2L << bin) - 1);
            }
        }
        return 0;
    }
}
