package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * How many requests took how long, over time.
 *
 * @param header what the chart says about itself
 * @param buckets slices of time: the columns
 * @param bins bins of latency: the rows
 * @param panels one per device, the one with the most requests first
 */
record LatencyHeatMap(ChartHeader header, TimeBuckets buckets, LatencyBins bins, List<Panel> panels) {
    LatencyHeatMap {
        panels = List.copyOf(panels);
    }

    /**
     * The cells of one device.
     *
     * @param label device, or device and queue
     * @param counts requests by slice of time, then by bin of latency
     */
    record Panel(String label, long[][] counts) {}
}
