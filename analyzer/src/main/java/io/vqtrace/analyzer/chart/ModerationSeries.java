package io.vqtrace.analyzer.chart;

import io.vqtrace.trace.SuppressionReason;
import java.util.List;

/**
 * How many completions an interrupt announces, over time and as a distribution.
 *
 * @param header what the chart says about itself
 * @param buckets slices of time
 * @param classes names of the classes of the distribution, ascending: "1", "2", "3–4"
 * @param queues one per queue, the one with the most requests first
 * @param suppressions completions without an interrupt of their own, all these queues together; empty if none was seen
 */
record ModerationSeries(
        ChartHeader header,
        TimeBuckets buckets,
        List<String> classes,
        List<Queue> queues,
        List<Suppression> suppressions) {
    ModerationSeries {
        classes = List.copyOf(classes);
        queues = List.copyOf(queues);
        suppressions = List.copyOf(suppressions);
    }

    /**
     * One queue.
     *
     * @param label device and queue
     * @param ratio completions per interrupt in each slice; NaN where there was no interrupt
     * @param interruptsByClass interrupts in each class of completions
     */
    record Queue(String label, double[] ratio, long[] interruptsByClass) {}

    /**
     * Why completions got no interrupt of their own.
     *
     * @param reason the reason
     * @param perSecond completions per second in each slice, 0 where there was none
     */
    record Suppression(SuppressionReason reason, double[] perSecond) {}
}
