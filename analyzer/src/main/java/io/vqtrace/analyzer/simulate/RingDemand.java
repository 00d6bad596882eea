package io.vqtrace.analyzer.simulate;

/**
 * What the driver wanted, so far as the recorded arrivals show it.
 *
 * @param closed whether a request comes when an earlier one ended; otherwise requests come when they like
 * @param outstanding requests that a closed loop keeps, else the most that were recorded
 * @param recordedOutstanding the most that were recorded
 * @param thinkNs of each request of a closed loop: from the end that let it come to its arrival; null for an open loop
 * @param turnaround how fast the driver uses ring entries again
 * @param ringLimitedRatio share of the requests that the recorded ring had no room for when the one before arrived; null
 *     if its size is unknown
 */
record RingDemand(
        boolean closed,
        int outstanding,
        int recordedOutstanding,
        long[] thinkNs,
        Turnaround turnaround,
        Double ringLimitedRatio) {

    /** From which share of requests on the recorded ring hid demand. */
    private static final double LIMITED_FROM = 0.001;

    /** Mean by maximum of the peaks of outstanding requests from which on a driver may be one that keeps a number. */
    private static final double CLOSED_FROM = 0.7;

    /** How many times as long as a request in the ring a driver may take to make the next one in a loop. */
    private static final double LOOP_WITHIN = 2;

    /** Of fewer requests none can tell a loop from chance. */
    private static final int LEAST_REQUESTS = 20;

    /**
     * Tells what the driver wanted.
     *
     * @param requests at least one
     * @param ends when they ended
     * @param recordedSize size of the recorded ring, null if unknown
     * @param given what the user knows better
     */
    static RingDemand of(RingRequests requests, EndTimes ends, Integer recordedSize, RingSizeOptions given) {
        Peaks peaks = Peaks.of(requests, ends);
        long[] think = think(requests, ends, peaks.most);
        boolean closed = given.outstanding() != null
                || switch (given.driver()) {
                    case OPEN -> false;
                    case CLOSED -> true;
                    case AUTO ->
                        peaks.most > 1
                                && requests.count() >= LEAST_REQUESTS + peaks.most
                                && peaks.mean >= CLOSED_FROM * peaks.most
                                && Turnaround.median(think, peaks.most) < LOOP_WITHIN * requests.meanSojournNs();
                };
        Turnaround.AtLimit atLimit =
                recordedSize == null ? null : Turnaround.AtLimit.find(requests, ends, recordedSize);
        return new RingDemand(
                closed,
                given.outstanding() == null ? peaks.most : given.outstanding(),
                peaks.most,
                closed ? think : null,
                turnaround(given, closed ? think : null, peaks.most, atLimit),
                atLimit == null ? null : Double.valueOf((double) atLimit.count() / requests.count()));
    }

    private static Turnaround turnaround(
            RingSizeOptions given, long[] think, int outstanding, Turnaround.AtLimit atLimit) {
        if (given.turnaroundNs() != null) {
            return Turnaround.constant(given.turnaroundNs(), true);
        }
        return think != null
                ? Turnaround.ofLoop(think, outstanding)
                : atLimit == null ? Turnaround.constant(0, false) : atLimit.turnaround();
    }

    boolean ringLimited() {
        return ringLimitedRatio != null && ringLimitedRatio >= LIMITED_FROM;
    }

    long turnaroundNs(int request) {
        return turnaround.ns(request);
    }

    /** From the end that made an arrival possible to the arrival, if so many are outstanding at most. */
    private static long[] think(RingRequests requests, EndTimes ends, int outstanding) {
        long[] think = new long[requests.count()];
        for (int i = outstanding; i < think.length; i++) {
            think[i] = Math.max(0, requests.arrivedNs()[i] - ends.at(i - outstanding));
        }
        return think;
    }

    /**
     * Peaks of the number of outstanding requests, each right before an end: a driver that keeps a number comes back to it,
     * even if it only looks once in a while.
     */
    private record Peaks(int most, double mean) {
        private static Peaks of(RingRequests requests, EndTimes ends) {
            int most = 0;
            int peaks = 0;
            long sum = 0;
            int ended = 0;
            for (int i = 0; i < requests.count(); i++) {
                while (ended < i && ends.at(ended) <= requests.arrivedNs()[i]) {
                    ended++;
                }
                int outstanding = i + 1 - ended;
                most = Math.max(most, outstanding);
                boolean last = i + 1 == requests.count();
                if (last || ends.at(ended) <= requests.arrivedNs()[i + 1]) {
                    peaks++;
                    sum += outstanding;
                }
            }
            return new Peaks(most, (double) sum / peaks);
        }
    }
}
