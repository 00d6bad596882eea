package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * Requests in flight over time.
 *
 * @param header what the chart says about itself
 * @param buckets slices of time
 * @param panels one per queue, the one with the most requests first
 */
record DepthSeries(ChartHeader header, TimeBuckets buckets, List<Panel> panels) {
    DepthSeries {
        panels = List.copyOf(panels);
    }

    /**
     * One queue, an element per slice of time.
     *
     * @param label device and queue
     * @param max largest number in flight in the slice; NaN where nothing is known
     * @param mean time-weighted mean in flight; NaN where nothing is known
     * @param outstanding the largest and the mean number published and not used, null where ring indices were not seen
     * @param ringSize size of the ring, or null when unknown
     * @param plateau the number at which in flight stays, or null when there is none
     */
    record Panel(String label, double[] max, double[] mean, Levels outstanding, Integer ringSize, Integer plateau) {}

    /**
     * Levels per slice of time.
     *
     * @param max the largest; NaN where nothing is known
     * @param mean the time-weighted mean; NaN where nothing is known
     */
    record Levels(double[] max, double[] mean) {}
}
