package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.analysis.TraceSummary;
import java.util.List;

/**
 * The content of {@code vqtrace simulate ring-size}.
 *
 * @param trace the trace as a whole
 * @param maxFullRatio the longest acceptable time full, as a share of the time with a request in flight
 * @param maxAddedP99Ns the longest acceptable 99th percentile of the driver's extra wait, null for any
 * @param queues the request queues with a request that ended, in the order of the report
 * @param assumptions what holds for all of them, one sentence each
 * @param notes what this capture could not show
 */
public record RingSizeModel(
        TraceSummary trace,
        double maxFullRatio,
        Long maxAddedP99Ns,
        List<QueueSizes> queues,
        List<String> assumptions,
        List<String> notes) {

    /**
     * One queue with rings of several sizes.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param size the recorded ring's size, null if unknown
     * @param requests requests that were replayed
     * @param entriesPerRequest ring entries that a request takes on average
     * @param entriesLowerBound true if each request counts as one entry because its descriptors are not known
     * @param arrivals {@code published} or, where publications are not observable, {@code taken}
     * @param driver {@code open}: requests come when they like; {@code closed}: the driver keeps some outstanding
     * @param outstanding the most requests that were outstanding, or the number that a closed loop keeps
     * @param turnaroundNs from the end of a request to the arrival of one in its place, 0 if unknown
     * @param ringLimitedRatio share of requests that the recorded ring had no room for at first, null if its size is
     *     unknown
     * @param concurrency requests that the backend works on at once, null if it has no limit
     * @param meanServiceNs mean time that the backend works on a request
     * @param recorded what the recorded ring did
     * @param sizes what rings of the asked sizes would have done, ascending
     * @param smallest the smallest size that keeps to the limits, null if none does
     * @param confidence {@link Confidence#label()}
     * @param limits why no further, one sentence each
     * @param assumptions what was assumed of this queue's driver and backend, one sentence each
     */
    public record QueueSizes(
            String device,
            String sourceId,
            int queue,
            String role,
            Integer size,
            int requests,
            double entriesPerRequest,
            boolean entriesLowerBound,
            String arrivals,
            String driver,
            int outstanding,
            long turnaroundNs,
            Double ringLimitedRatio,
            Integer concurrency,
            double meanServiceNs,
            RingFigures recorded,
            List<RingFigures> sizes,
            Integer smallest,
            String confidence,
            List<String> limits,
            List<String> assumptions) {

        /** Takes copies of the lists. */
        public QueueSizes {
            sizes = List.copyOf(sizes);
            assumptions = List.copyOf(assumptions);
        }
    }
}
