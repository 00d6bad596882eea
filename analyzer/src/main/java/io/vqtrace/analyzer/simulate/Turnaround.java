package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/**
 * How fast a driver uses ring entries again: from the end of a request to the arrival of one in its place. Immutable.
 */
final class Turnaround {
    /** Longer turnarounds than those of so many requests are pauses. */
    private static final double PAUSES_FROM = 0.9;

    /** Fewer moments at which the recorded ring was the limit do not tell how fast the driver is. */
    private static final int LEAST_SAMPLES = 20;

    private static final long UNKNOWN = -1;

    private final long usualNs;
    private final boolean observed;
    /** Of each request, {@link #UNKNOWN} for the usual one; null if it is that for all. */
    private final long[] eachNs;

    private Turnaround(long usualNs, boolean observed, long[] eachNs) {
        this.usualNs = usualNs;
        this.observed = observed;
        this.eachNs = eachNs;
    }

    static Turnaround constant(long ns, boolean known) {
        return new Turnaround(ns, known, null);
    }

    /** Takes them from a driver that keeps a number outstanding and was not limited by anything else. */
    static Turnaround ofLoop(long[] thinkNs, int outstanding) {
        long[] sorted = sorted(thinkNs, outstanding);
        if (sorted.length == 0) {
            return constant(0, false);
        }
        long longest = sorted[(int) (PAUSES_FROM * (sorted.length - 1))];
        long[] each = thinkNs.clone();
        for (int i = 0; i < each.length; i++) {
            each[i] = i < outstanding ? UNKNOWN : Math.min(each[i], longest);
        }
        return new Turnaround(sorted[sorted.length / 2], true, each);
    }

    /** Returns the median of the values from an index on, {@link Long#MAX_VALUE} without any. */
    static long median(long[] values, int from) {
        long[] sorted = sorted(values, from);
        return sorted.length == 0 ? Long.MAX_VALUE : sorted[sorted.length / 2];
    }

    private static long[] sorted(long[] values, int from) {
        long[] sorted = Arrays.copyOfRange(values, Math.min(from, values.length), values.length);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns that of a request whose room an end makes. */
    long ns(int request) {
        return eachNs == null || eachNs[request] == UNKNOWN ? usualNs : eachNs[request];
    }

    /** Returns the median. */
    long usualNs() {
        return usualNs;
    }

    /** Tells whether it was measured or given. */
    boolean observed() {
        return observed;
    }

    /**
     * The requests that the recorded ring had no room for when the one before arrived.
     *
     * @param gapsNs of each request: from the end that made room to its arrival, {@link #UNKNOWN} if there was room
     * @param count how many there were
     */
    record AtLimit(long[] gapsNs, int count) {

        static AtLimit find(RingRequests requests, EndTimes ends, int size) {
            long[] gaps = new long[requests.count()];
            int count = 0;
            long occupied = 0;
            int ended = 0;
            for (int i = 0; i < gaps.length; i++) {
                long arrived = requests.arrivedNs()[i];
                long before = i == 0 ? arrived : requests.arrivedNs()[i - 1];
                while (ended < i && ends.at(ended) <= before) {
                    occupied -= ends.entries(ended++);
                }
                gaps[i] = UNKNOWN;
                if (ended < i && occupied + requests.entries(i) > size) {
                    while (ended < i && occupied + requests.entries(i) > size) {
                        occupied -= ends.entries(ended++);
                    }
                    gaps[i] = Math.max(0, arrived - ends.at(ended - 1));
                    count++;
                }
                occupied += requests.entries(i);
            }
            return new AtLimit(gaps, count);
        }

        Turnaround turnaround() {
            long[] found =
                    Arrays.stream(gapsNs).filter(gap -> gap != UNKNOWN).sorted().toArray();
            return found.length < LEAST_SAMPLES
                    ? constant(0, false)
                    : new Turnaround(found[found.length / 2], true, gapsNs);
        }
    }
}
