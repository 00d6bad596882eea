package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * How many completions an interrupt announces, over time and as a distribution.
 *
 * @param header what the chart says about itself
 * @param buckets slices of time
 * @param classes names of the classes of the distribution, ascending: "1", "2", "3–4"
 * @param queues one per queue, the one with the most requests first
 */
record ModerationSeries(ChartHeader header, TimeBuckets buckets, List<String> classes, List<Queue> queues) {
    ModerationSeries {
        classes = List.copyOf(classes);
        queues = List.copyOf(queues);
    }

    /**
     * One queue.
     *
     * @param label device and queue
     * @param ratio completions per interrupt in each slice; NaN where there was no interrupt
     * @param interruptsByClass interrupts in each class of completions
     */
    record Queue(String label, double[] ratio, long[] interruptsByClass) {}
}
