package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * Latency percentiles over time.
 *
 * @param header what the chart says about itself
 * @param buckets slices of time
 * @param resolutionNs step of the clock; a shorter latency is drawn as one step
 * @param panels one per device, the one with the most requests first
 */
record LatencySeries(ChartHeader header, TimeBuckets buckets, long resolutionNs, List<Panel> panels) {
    LatencySeries {
        panels = List.copyOf(panels);
    }

    /**
     * The percentiles of one device, an element per slice of time.
     *
     * @param label device, or device and queue
     * @param count requests that ended in the slice; where it is 0 the percentiles have no meaning
     * @param p50 median, nanoseconds
     * @param p90 90th percentile, nanoseconds
     * @param p99 99th percentile, nanoseconds
     * @param max largest, nanoseconds
     */
    record Panel(String label, long[] count, long[] p50, long[] p90, long[] p99, long[] max) {}
}
