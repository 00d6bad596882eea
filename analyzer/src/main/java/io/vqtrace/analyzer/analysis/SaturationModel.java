package io.vqtrace.analyzer.analysis;

import java.util.List;

/**
 * The content of {@code vqtrace saturation}.
 *
 * @param trace the trace as a whole
 * @param queues one row per queue, in the order of the report
 * @param notes what this capture could not show
 */
public record SaturationModel(TraceSummary trace, List<QueueSaturation> queues, List<String> notes) {

    /**
     * The saturation of one queue with the numbers behind the verdict. Shares are of the busy time and from 0 to 1.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param kind {@code request} or {@code supply}
     * @param size ring size in descriptors, null if unknown
     * @param saturation the verdict
     * @param requests requests, open and returned ones included
     * @param busyNs time with at least one request in flight, null without a clock
     * @param busyRatio busy time by the span from the first to the last request, null without a clock
     * @param inFlight depth in requests
     * @param outstanding published and not yet used, null where ring indices were not seen
     * @param occupancyMax largest number of ring entries in use, a lower bound if {@code occupancyLowerBound}
     * @param occupancyLowerBound true if only requests were known where descriptors count
     * @param ringFullRatio share at 90 % of the ring or more, null if the size is unknown
     * @param atMaximumRatio share at the largest in-flight depth, null without a clock
     * @param waitingRatio share with published requests that were not taken, null where ring indices were not seen
     * @param episodes all episodes, by start
     */
    public record QueueSaturation(
            String device,
            String sourceId,
            int queue,
            String role,
            String kind,
            Integer size,
            Saturation saturation,
            long requests,
            Long busyNs,
            Double busyRatio,
            Depth inFlight,
            Depth outstanding,
            Integer occupancyMax,
            boolean occupancyLowerBound,
            Double ringFullRatio,
            Double atMaximumRatio,
            Double waitingRatio,
            List<Episode> episodes) {}
}
