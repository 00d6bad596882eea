package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;

/**
 * Equal slices of the drawn time; charts show one value per slice so that their size is bounded by their width.
 *
 * <p>Slice edges are multiples of the width counted from the start of the trace, so that two windows of one trace
 * have the same slices.
 *
 * @param originNs start of the first slice, nanoseconds since the Unix epoch, at or before the drawn start
 * @param widthNs length of a slice, 1, 2 or 5 times a power of ten nanoseconds
 * @param count number of slices, at least 1
 */
record TimeBuckets(long originNs, long widthNs, int count) {

    /**
     * Chooses the finest round slices that cover a time range with at most {@code most} of them.
     *
     * @param startNs start of the trace
     * @param fromNs start of the range, not before {@code startNs}
     * @param toNs end of the range, after {@code fromNs}
     * @param most the largest number of slices, at least 3
     */
    static TimeBuckets covering(long startNs, long fromNs, long toNs, int most) {
        long width = Durations.roundUp(Math.max(1, (toNs - fromNs) / (most - 1)));
        while (slices(startNs, fromNs, toNs, width) > most) {
            width = Durations.roundUp(width + 1);
        }
        long origin = startNs + Math.floorDiv(fromNs - startNs, width) * width;
        return new TimeBuckets(origin, width, Math.toIntExact(slices(startNs, fromNs, toNs, width)));
    }

    private static long slices(long startNs, long fromNs, long toNs, long width) {
        return Math.floorDiv(toNs - 1 - startNs, width) - Math.floorDiv(fromNs - startNs, width) + 1;
    }

    long startNs(int bucket) {
        return originNs + bucket * widthNs;
    }

    /** Index of the slice that holds a time; outside 0 to count − 1 for a time that is not drawn. */
    long indexOf(long epochNs) {
        return Math.floorDiv(epochNs - originNs, widthNs);
    }

    double widthSeconds() {
        return widthNs / 1e9;
    }
}
