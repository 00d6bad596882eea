package io.vqtrace.analyzer.analysis;

import java.util.List;

/**
 * The content of {@code vqtrace latency}.
 *
 * @param trace the trace as a whole
 * @param latency percentiles per queue, operation and phase
 * @param overTime percentiles per queue and time bucket of the service phase; empty without a clock
 * @param bucketNs length of a time bucket, null without a clock
 * @param acrossGaps requests that are left out because events were lost during them
 * @param notes what this capture could not show
 */
public record LatencyModel(
        TraceSummary trace,
        List<PhaseLatency> latency,
        List<LatencyBucket> overTime,
        Long bucketNs,
        long acrossGaps,
        List<String> notes) {

    /**
     * Percentiles of one phase of the requests of one queue.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param kind {@code request} or {@code supply}
     * @param op operation, {@code all} for the queue's total, null for requests of unknown operation
     * @param phase {@code wait} (publication to pop), {@code service} (pop to used) or {@code notify} (used to
     *     interrupt)
     * @param latencyNs the distribution
     */
    public record PhaseLatency(
            String device,
            String sourceId,
            int queue,
            String role,
            String kind,
            String op,
            String phase,
            LatencyNs latencyNs) {}

    /**
     * Percentiles of the requests that one queue completed in one time bucket.
     *
     * @param device display name of the device
     * @param queue queue index
     * @param startNs begin of the bucket
     * @param latencyNs distribution of pop to used
     */
    public record LatencyBucket(String device, int queue, long startNs, LatencyNs latencyNs) {}
}
