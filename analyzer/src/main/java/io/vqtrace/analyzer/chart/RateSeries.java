package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * Requests, kicks and interrupts per second over time.
 *
 * @param header what the chart says about itself
 * @param buckets slices of time
 * @param panels one per device, the one with the most requests first
 */
record RateSeries(ChartHeader header, TimeBuckets buckets, List<Panel> panels) {
    RateSeries {
        panels = List.copyOf(panels);
    }

    /**
     * The rates of one device, an element per slice of time.
     *
     * @param label device, or device and queue
     * @param requests completed requests per second
     * @param kicks kicks per second, or null when the capture shows none
     * @param interrupts interrupts per second, or null when the capture shows none
     */
    record Panel(String label, double[] requests, double[] kicks, double[] interrupts) {}
}
