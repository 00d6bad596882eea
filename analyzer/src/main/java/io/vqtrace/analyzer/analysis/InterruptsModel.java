package io.vqtrace.analyzer.analysis;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code vqtrace interrupts}: what interrupt moderation and kick suppression did.
 *
 * @param trace the trace as a whole
 * @param findings what is wrong, queue by queue
 * @param queues one row per queue, in the order of the report
 * @param storms stretches with about one interrupt per completion at a high rate; null where not observable
 * @param longest the completions that waited longest for their interrupt, the longest first; null where not observable
 * @param overTime moderation by queue and stretch of time, those without an event left out; null without a clock
 * @param intervalNs length of a stretch, null without a clock
 * @param notes what this capture could not show
 */
public record InterruptsModel(
        TraceSummary trace,
        List<InterruptFinding> findings,
        List<QueueInterrupts> queues,
        List<Storm> storms,
        List<LateInterrupt> longest,
        List<ModerationInterval> overTime,
        Long intervalNs,
        List<String> notes) {

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
     * @param notifiedAtOnce completions whose first decision was an interrupt, null where not observable
     * @param notifiedDelayed completions that an interrupt delivered after a delay, null where not observable
     * @param notifyNs from used to interrupt, null where not observable
     * @param reading what the numbers say, in one line
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
            Long notifiedAtOnce,
            Long notifiedDelayed,
            LatencyNs notifyNs,
            String reading) {}

    /**
     * About one interrupt per completion at a high rate; see the view {@code interrupt_storms}.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param startNs first interrupt, nanoseconds since the epoch
     * @param durationNs until the last one
     * @param interrupts number of interrupts
     * @param completions requests that were used meanwhile
     * @param interruptsPerS rate of the interrupts
     * @param completionsPerInterrupt ratio of the two
     */
    public record Storm(
            String device,
            String sourceId,
            int queue,
            String role,
            long startNs,
            long durationNs,
            long interrupts,
            long completions,
            double interruptsPerS,
            double completionsPerInterrupt) {}

    /**
     * A completion that waited long for its interrupt; see the view {@code late_interrupts}.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param head descriptor id of the chain's head, null where not observed
     * @param op operation, null where not observed
     * @param usedNs completion, nanoseconds since the epoch
     * @param interruptNs the interrupt that delivered it
     * @param notifyNs from one to the other
     * @param serviceNs from pop to used, null where not observed
     * @param delivered completions that the interrupt delivered, this one included
     * @param decision the device's first decision after it: {@code delayed} by moderation, or {@code interrupt}
     */
    public record LateInterrupt(
            String device,
            String sourceId,
            int queue,
            String role,
            Integer head,
            String op,
            long usedNs,
            long interruptNs,
            long notifyNs,
            Long serviceNs,
            long delivered,
            String decision) {}

    /**
     * What moderation did on one queue in one stretch of time; see the view {@code moderation_over_time}.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param startNs begin of the stretch, nanoseconds since the epoch
     * @param completions requests that were used in it
     * @param interrupts notifications of the driver, null where not observable
     * @param completionsPerInterrupt their ratio, null without an interrupt
     * @param kicks driver notifications, null where not observable
     * @param notified those of the completions that an interrupt delivered, null where not observable
     * @param notifyP50Ns median of the time from completion to interrupt, null where not observable
     * @param notifyP99Ns its 99th percentile
     * @param notifyMaxNs its maximum
     * @param suppressed completions without an interrupt of their own, by reason; null where not observable
     */
    public record ModerationInterval(
            String device,
            String sourceId,
            int queue,
            String role,
            long startNs,
            long completions,
            Long interrupts,
            Double completionsPerInterrupt,
            Long kicks,
            Long notified,
            Long notifyP50Ns,
            Long notifyP99Ns,
            Long notifyMaxNs,
            Map<String, Long> suppressed) {}

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
