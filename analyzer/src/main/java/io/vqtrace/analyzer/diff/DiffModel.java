package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.TraceSummary;
import java.util.List;

/**
 * The content of {@code vqtrace diff}.
 *
 * @param a the trace of before
 * @param b the trace of after
 * @param method how changes were told from noise
 * @param findings what changed, what matters most first
 * @param devices the matched devices
 * @param queues the matched queues, request queues first
 * @param onlyA devices and queues that only A has
 * @param onlyB devices and queues that only B has
 * @param notes what to keep in mind when reading it
 */
public record DiffModel(
        Side a,
        Side b,
        Method method,
        List<Finding> findings,
        List<DeviceDiff> devices,
        List<QueueDiff> queues,
        List<String> onlyA,
        List<String> onlyB,
        List<String> notes) {

    /**
     * One trace.
     *
     * @param name what the user calls it
     * @param trace the trace as a whole
     */
    public record Side(String name, TraceSummary trace) {}

    /**
     * How changes were told from noise.
     *
     * @param confidenceRatio confidence of the intervals, from 0 to 1
     * @param resamples draws of each metric
     * @param seed seed of the draws
     * @param minEffectRatio the least change that is shown
     * @param comparisons metrics with an interval, for whose number the verdicts are corrected after Holm
     * @param resolutionNs the coarser clock's step, null if unknown: shorter differences are no changes
     */
    public record Method(
            double confidenceRatio,
            int resamples,
            long seed,
            double minEffectRatio,
            int comparisons,
            Long resolutionNs) {}

    /**
     * Something that changed.
     *
     * @param change {@code worse}, {@code better}, {@code higher}, {@code lower}, or {@code features}
     * @param subject device, or device and queue
     * @param saturation the verdict, if that is what changed, else null
     * @param metrics the metrics that changed in this way: latency first, and the most first
     * @param features what changed in the negotiation, a line for each kind of change
     */
    public record Finding(
            String change, String subject, VerdictDiff saturation, List<MetricDiff> metrics, List<String> features) {

        /** Tells whether it is for the worse. */
        public boolean worse() {
            return Change.WORSE.label().equals(change);
        }
    }

    /**
     * A device that both traces have.
     *
     * @param a its name in A
     * @param b its name in B
     * @param type its type, null if unknown
     * @param matchedBy how the two were found to be the same
     * @param features what changed in the negotiation, null if one of the traces does not show it
     */
    public record DeviceDiff(String a, String b, String type, String matchedBy, FeatureDiff features) {

        /** Names the device as both traces do. */
        public String name() {
            return a.equals(b) ? a : a + " → " + b;
        }
    }

    /**
     * Feature bits by name that only one of the traces has. A list is null where a trace does not show them.
     *
     * @param offeredGained offered in B only
     * @param offeredLost offered in A only
     * @param acceptedGained accepted in B only
     * @param acceptedLost accepted in A only
     */
    public record FeatureDiff(
            List<String> offeredGained,
            List<String> offeredLost,
            List<String> acceptedGained,
            List<String> acceptedLost) {}

    /**
     * A queue that both traces have.
     *
     * @param device its device
     * @param queue queue index
     * @param role role of the queue, null if unknown
     * @param kind {@code request} or {@code supply}
     * @param a what A alone says of it
     * @param b what B alone says of it
     * @param saturation what became of the saturation verdict
     * @param metrics the metrics, in the order of the report
     */
    public record QueueDiff(
            String device,
            int queue,
            String role,
            String kind,
            QueueSide a,
            QueueSide b,
            VerdictDiff saturation,
            List<MetricDiff> metrics) {

        /** Names the queue for people. */
        public String name() {
            return device + " queue " + queue + (role == null ? "" : " (" + role + ")");
        }

        /** Tells whether the driver waits for what the queue does. */
        public boolean supply() {
            return kind.equals("supply");
        }
    }

    /**
     * Facts of a queue in one trace that are not compared.
     *
     * @param device name of the device in this trace
     * @param requests requests, open ones included
     * @param size ring size, null if unknown
     * @param inFlightMax most requests in flight
     * @param occupancyMax most ring entries in use, null if not observed
     */
    public record QueueSide(String device, long requests, Integer size, Integer inFlightMax, Integer occupancyMax) {}

    /**
     * The saturation verdicts of both.
     *
     * @param a verdict in A, null without one
     * @param b verdict in B
     * @param verdict what became of it
     * @param reason why a difference is not taken for a change, null if it is or there is none
     */
    public record VerdictDiff(String a, String b, Change verdict, String reason) {}
}
