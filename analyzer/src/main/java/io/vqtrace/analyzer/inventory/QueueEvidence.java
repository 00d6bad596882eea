package io.vqtrace.analyzer.inventory;

/**
 * What was measured on a virtqueue. Null is what the capture could not show. Means are per request.
 *
 * @param queue queue index
 * @param role role of the queue, null if unknown
 * @param kind {@code request} or {@code supply}
 * @param ring {@code split}, {@code packed} or {@code unknown}
 * @param size ring entries
 * @param requests requests, open and returned ones included
 * @param requestsPerS completed requests per second of the window
 * @param waitMeanNs from publication to being taken
 * @param serviceMeanNs from being taken to being used: the backend's own time
 * @param notifyMeanNs from being used to the interrupt; a completion that the driver wanted no interrupt for has none
 * @param virtioRatio wait and notify as a share of the whole time, 0 to 1
 * @param serviceP99Ns 99th percentile of the backend's time
 * @param inFlightMax most requests that were taken and not yet used
 * @param outstandingMean requests published and not yet used, weighted by time
 * @param saturation verdict of {@code vqtrace saturation}
 * @param saturationEvidence its first number
 * @param kicksPerRequest notifications of the device per request
 * @param completionsPerInterrupt completions per notification of the driver
 * @param delayedRatio share of the delivered completions that moderation held back
 * @param storm whether interrupts came about one per completion at a high rate
 * @param drops packets lost for want of a buffer
 * @param recordedFullRatio share of busy time that the ring was full
 * @param sufficientSize smallest simulated ring that would have sufficed, null if none or not simulated
 * @param sufficientFullRatio share of busy time that it would have been full
 */
public record QueueEvidence(
        int queue,
        String role,
        String kind,
        String ring,
        Integer size,
        long requests,
        Double requestsPerS,
        Double waitMeanNs,
        Double serviceMeanNs,
        Double notifyMeanNs,
        Double virtioRatio,
        Long serviceP99Ns,
        Integer inFlightMax,
        Double outstandingMean,
        String saturation,
        String saturationEvidence,
        Double kicksPerRequest,
        Double completionsPerInterrupt,
        Double delayedRatio,
        Boolean storm,
        Long drops,
        Double recordedFullRatio,
        Integer sufficientSize,
        Double sufficientFullRatio) {

    /** Returns whether the driver waits for completions here, so that a share of virtio means something. */
    boolean isRequestQueue() {
        return kind.equals("request");
    }
}
