package io.vqtrace.analyzer.chart;

import java.util.Arrays;

/** Gathers levels of in flight, each valid for some time, into slices: the largest and the time-weighted mean. */
final class DepthBuckets {
    private final TimeBuckets buckets;
    private final double[] max;
    private final double[] area;
    private final double[] busyNs;
    private final long[] knownNs;

    DepthBuckets(TimeBuckets buckets) {
        this.buckets = buckets;
        this.max = new double[buckets.count()];
        this.area = new double[buckets.count()];
        this.busyNs = new double[buckets.count()];
        this.knownNs = new long[buckets.count()];
    }

    /**
     * Adds a level.
     *
     * @param fromNs start, nanoseconds since the Unix epoch; what lies outside the slices is left out
     * @param untilNs end, exclusive
     * @param levelMax largest number in flight in this time
     * @param levelMean time-weighted mean in flight in this time
     * @param busyShare share of this time with requests in flight, 0 to 1
     */
    void add(long fromNs, long untilNs, double levelMax, double levelMean, double busyShare) {
        long first = Math.max(0, buckets.indexOf(fromNs));
        long last = Math.min(buckets.count() - 1L, buckets.indexOf(untilNs - 1));
        for (int i = (int) Math.min(first, buckets.count()); i <= last; i++) {
            long overlap = Math.min(untilNs, buckets.startNs(i + 1)) - Math.max(fromNs, buckets.startNs(i));
            max[i] = Math.max(max[i], levelMax);
            area[i] += levelMean * overlap;
            busyNs[i] += busyShare * overlap;
            knownNs[i] += overlap;
        }
    }

    /** Largest in flight of each slice; NaN where no level was added. */
    double[] max() {
        double[] result = Arrays.copyOf(max, max.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = knownNs[i] == 0 ? Double.NaN : result[i];
        }
        return result;
    }

    /** Time-weighted mean in flight of each slice; NaN where no level was added. */
    double[] mean() {
        return perKnownTime(area);
    }

    /** Share of each slice with requests in flight; NaN where no level was added. */
    double[] busyShare() {
        return perKnownTime(busyNs);
    }

    private double[] perKnownTime(double[] sums) {
        double[] result = new double[sums.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = knownNs[i] == 0 ? Double.NaN : sums[i] / knownNs[i];
        }
        return result;
    }
}
