package io.vqtrace.analyzer.sweep;

/** Percentiles by nearest rank: the value at rank {@code ceil(p * count)} of the sorted values. */
public final class NearestRank {
    private static final int PER_MILLE = 1000;

    private NearestRank() {}

    /**
     * Returns the index of a percentile.
     *
     * @param count number of values, at least 1
     * @param perMille the percentile in thousandths, above 0
     * @return index into the sorted values, from 0
     */
    public static long index(long count, int perMille) {
        return (count * perMille + PER_MILLE - 1) / PER_MILLE - 1;
    }

    /**
     * Returns a percentile.
     *
     * @param sorted at least one value, ascending
     * @param perMille the percentile in thousandths, above 0
     * @return the value
     */
    public static long of(long[] sorted, int perMille) {
        return sorted[(int) index(sorted.length, perMille)];
    }
}
