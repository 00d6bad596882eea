package io.vqtrace.analyzer.analysis;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code vqtrace interrupts}: what interrupt moderation and kick suppression did.
 *
 * @param trace the trace as a whole
 * @param queues one row per queue, in the order of the report
 * @param notes what this capture could not show
 */
public record InterruptsModel(TraceSummary trace, List<QueueInterrupts> queues, List<String> notes) {

    /**
     * Notifications of one queue in both directions.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param kind {@code request} or {@code supply}
     * @param completions used requests
     * @param interrupts notifications of the driver
     * @param completionsPerInterrupt ratio of the totals, null without interrupts
     * @param completionsPerInterruptDistribution completions that one interrupt delivered, null where not observed
     * @param interruptsPerS interrupts per second of the window, null without a clock
     * @param needlessInterrupts interrupts with no completion since the one before, null where not observable
     * @param kicks driver notifications that reached the device
     * @param kicksPerRequest ratio of the totals, null without requests
     * @param kicksPerS kicks per second of the window, null without a clock
     * @param needlessKicks kicks after which the device took nothing before the next one, null where not observable
     * @param suppressed completions without an interrupt of their own, by reason; null where not observable
     * @param suppressedDecisions the device's decisions behind them, by reason; null where not observable
     * @param notifyNs from used to interrupt, null where not observable
     */
    public record QueueInterrupts(
            String device,
            String sourceId,
            int queue,
            String role,
            String kind,
            long completions,
            Long interrupts,
            Double completionsPerInterrupt,
            Distribution completionsPerInterruptDistribution,
            Double interruptsPerS,
            Long needlessInterrupts,
            Long kicks,
            Double kicksPerRequest,
            Double kicksPerS,
            Long needlessKicks,
            Map<String, Long> suppressed,
            Map<String, Long> suppressedDecisions,
            LatencyNs notifyNs) {}

    /**
     * A distribution of counts, percentiles by nearest rank.
     *
     * @param count number of values
     * @param mean arithmetic mean
     * @param p50 median
     * @param p90 90th percentile
     * @param p99 99th percentile
     * @param max largest value
     */
    public record Distribution(long count, double mean, long p50, long p90, long p99, long max) {}
}
