package io.vqtrace.analyzer.analysis;

import java.util.Map;

/**
 * One queue over the whole window, all of its configurations included.
 *
 * @param device display name of the device
 * @param sourceId the identity that the capture gives the device
 * @param queue queue index
 * @param role {@code requestq}, {@code rx0} and so on; null if unknown
 * @param kind {@code request} or {@code supply}
 * @param size ring size in descriptors, null if unknown
 * @param requests requests, open and returned ones included
 * @param incomplete requests that were still open at the end of the trace
 * @param returned requests that were taken and given back unused
 * @param acrossGaps requests left out of the percentiles because events were lost during them
 * @param kicks driver notifications that reached the device
 * @param interrupts notifications of the driver
 * @param completionsPerInterrupt ratio of the totals, null without interrupts
 * @param kicksPerRequest ratio of the totals, null without requests
 * @param suppressed completions for which the device decided not to interrupt, or not yet, by any reason
 * @param drops packets lost
 * @param faults refusals by the backend
 * @param faultReasons refusals by reason, null where not observable
 * @param requestsPerS completed requests per second of the window, null without a clock
 * @param outBytes device-readable bytes of all requests
 * @param inBytes device-writable bytes of all requests
 * @param latencyNs from pop to used, null if no request has both
 * @param waitNs from publication to pop
 * @param notifyNs from used to the interrupt that reports it, notified and delayed completions only
 * @param inFlight requests taken and not yet used, weighted by time
 * @param outstanding requests published and not yet used, weighted by time; null where ring indices were not seen
 * @param saturation the verdict
 */
public record QueueSummary(
        String device,
        String sourceId,
        int queue,
        String role,
        String kind,
        Integer size,
        long requests,
        long incomplete,
        long returned,
        long acrossGaps,
        Long kicks,
        Long interrupts,
        Double completionsPerInterrupt,
        Double kicksPerRequest,
        Long suppressed,
        Long drops,
        Long faults,
        Map<String, Long> faultReasons,
        Double requestsPerS,
        Long outBytes,
        Long inBytes,
        LatencyNs latencyNs,
        LatencyNs waitNs,
        LatencyNs notifyNs,
        Depth inFlight,
        Depth outstanding,
        Saturation saturation) {}
