package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * How many requests took how long.
 *
 * @param header what the chart says about itself
 * @param bins bins of latency, shared by all panels
 * @param perDecade bins per factor of ten
 * @param resolutionNs step of the clock; a shorter latency is drawn as one step
 * @param panels one per device, the one with the most requests first
 */
record LatencyHistogram(ChartHeader header, LatencyBins bins, int perDecade, long resolutionNs, List<Panel> panels) {
    LatencyHistogram {
        panels = List.copyOf(panels);
    }

    /**
     * The distribution of one device.
     *
     * @param label device, or device and queue
     * @param counts requests per bin
     * @param percentiles exact percentiles, ascending
     */
    record Panel(String label, long[] counts, List<Percentile> percentiles) {
        Panel {
            percentiles = List.copyOf(percentiles);
        }
    }

    /**
     * A percentile and its value.
     *
     * @param name "p50", "max"
     * @param ns latency in nanoseconds
     */
    record Percentile(String name, long ns) {}
}
