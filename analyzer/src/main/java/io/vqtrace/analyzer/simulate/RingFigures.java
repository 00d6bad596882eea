package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.Saturation;

/**
 * What a ring of one size does or would have done, from the first request to the last. Shares are from 0 to 1 and, unless
 * said otherwise, of the time with a request in flight.
 *
 * @param size ring entries, null if unknown
 * @param holds how far the figures hold: {@link Holds#label()}
 * @param occupancy ring entries in use, from published to used; null if a request does not fit
 * @param fullRatio share with the ring full: 90 % of it in use, or the threshold that was given, or no room for a request
 *     of median size; null without a size
 * @param noRoomRatio share with no room for a request of median size, null without a size
 * @param fullEpisodes number of episodes of a full ring, null without a size
 * @param longestFullNs length of the longest one, 0 without any
 * @param delayed requests that the driver would have had to make wait for room, null of a recorded ring
 * @param delayedRatio their share of all requests
 * @param addedWaitNs how long requests would have waited for room, null of a recorded ring
 * @param requestsPerS requests by the time from the first arrival to the last end
 * @param saturation the verdict that {@code vqtrace saturation} would give, null without a size or if a request does not
 *     fit
 */
public record RingFigures(
        Integer size,
        String holds,
        Depth occupancy,
        Double fullRatio,
        Double noRoomRatio,
        Integer fullEpisodes,
        Long longestFullNs,
        Long delayed,
        Double delayedRatio,
        AddedWaitNs addedWaitNs,
        Double requestsPerS,
        Saturation saturation) {

    /** How far the figures of one size hold. */
    public enum Holds {
        /** They happened. */
        RECORDED("recorded"),
        /** They follow from what was recorded, under the assumptions. */
        PREDICTED("predicted"),
        /** The recorded ring, which is smaller, held requests back: occupancy and time full are lower bounds. */
        LOWER_BOUND("lower bound"),
        /** Requests come faster than this ring lets them through: waits grow for as long as the trace lasts. */
        BACKLOG("backlog grows"),
        /** A request takes more entries than the ring has. */
        TOO_SMALL("too small");

        private final String label;

        Holds(String label) {
            this.label = label;
        }

        /**
         * Returns the name for tables and JSON.
         *
         * @return one or two words in lower case
         */
        public String label() {
            return label;
        }
    }

    /**
     * How long requests would have waited for room in the ring; 0 for those that would not. To three significant digits.
     *
     * @param mean the mean in nanoseconds
     * @param p50 the median
     * @param p99 the 99th percentile
     * @param max the longest
     */
    public record AddedWaitNs(double mean, long p50, long p99, long max) {}

    /** What there is to say of a ring that a request does not fit in. */
    static RingFigures tooSmall(int size) {
        return new RingFigures(
                size, Holds.TOO_SMALL.label(), null, null, null, null, null, null, null, null, null, null);
    }
}
