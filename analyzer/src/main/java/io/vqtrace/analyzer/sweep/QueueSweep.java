package io.vqtrace.analyzer.sweep;

import java.util.List;

/**
 * What the sweep found on one queue, within the window. Episode lists are in order of time.
 *
 * @param inFlight time at each in-flight depth
 * @param outstanding time at each number of published, unused requests; null where publications were not seen
 * @param series depth over time, null where it was not wanted
 * @param busyNs time with at least one request in flight
 * @param spanNs from the first pop to the last end
 * @param occupancy time at each number of ring entries in use; more than 65,536 count as that
 * @param occupancyMax largest number of ring entries in use
 * @param occupancyLowerBound true if requests were counted where descriptors might count
 * @param fullNs time at full occupancy, null if the ring's size is unknown
 * @param full episodes of full occupancy, empty if the size is unknown
 * @param plateauNs time at the largest in-flight depth, 0 if that is too small for a plateau or is the ring's end
 * @param plateau episodes of it, if its share of busy time makes it one
 * @param cappedNs time at the largest in-flight depth with requests waiting, null where publications were not seen
 * @param capped episodes of it, if its share of busy time makes it one
 * @param waitingNs busy time with published requests not taken, null where publications were not seen
 * @param backendBound episodes of it, if its share of busy time makes it one
 * @param stalls stretches without completions
 */
public record QueueSweep(
        DepthDistribution inFlight,
        DepthDistribution outstanding,
        DepthSeries series,
        long busyNs,
        long spanNs,
        DepthDistribution occupancy,
        int occupancyMax,
        boolean occupancyLowerBound,
        Long fullNs,
        List<ConditionEpisode> full,
        long plateauNs,
        List<ConditionEpisode> plateau,
        Long cappedNs,
        List<ConditionEpisode> capped,
        Long waitingNs,
        List<ConditionEpisode> backendBound,
        List<ConditionEpisode> stalls) {
    /**
     * Returns the same without its stalls, to be judged by what else there is.
     *
     * @return a copy
     */
    public QueueSweep withoutStalls() {
        return new QueueSweep(
                inFlight,
                outstanding,
                series,
                busyNs,
                spanNs,
                occupancy,
                occupancyMax,
                occupancyLowerBound,
                fullNs,
                full,
                plateauNs,
                plateau,
                cappedNs,
                capped,
                waitingNs,
                backendBound,
                List.of());
    }
}
