package io.vqtrace.analyzer.simulate;

/**
 * What the backend did with each request, in a form that does not depend on when it came: replayed on the recorded
 * arrivals it gives the recorded times.
 *
 * @param concurrency requests that it works on at once, {@link RingSizeOptions#UNLIMITED}
 * @param shared whether more than that are taken and share it; otherwise they wait in the ring
 * @param dispatchNs of each request: from the moment at which nothing was in its way to its being taken
 * @param serviceNs of each request: how long it was worked on
 */
record RingBackend(int concurrency, boolean shared, long[] dispatchNs, long[] serviceNs) {
    /** Share of the waiting that must happen at the largest in-flight depth to make that the backend's limit. */
    private static final double LIMIT_SHARE = 0.5;

    /** Waiting below this share of all time spent in the ring is the path to the backend, not a limit of it. */
    private static final double LEAST_WAITING = 0.02;

    /** Share of the requests that are taken as the last possible one from which on that is a limit: chance is rarer. */
    private static final double LEAST_AT_MOST = 0.05;

    /** By how much a model with a shared limit must explain a request better, as logarithm of likelihood. */
    private static final double LEAST_GAIN = 0.02;

    /** Limits above are tried in steps of a tenth. */
    private static final int EACH_LIMIT_TO = 64;

    /**
     * Tells what the backend did.
     *
     * @param requests at least one
     * @param ends when they ended
     * @param outstanding the most requests that were published and had not ended
     * @param given requests that it works on at once as the user knows it, null to find out
     */
    static RingBackend of(RingRequests requests, EndTimes ends, int outstanding, Integer given) {
        int[] inFlight = new int[requests.count()];
        int most = 0;
        int ended = 0;
        for (int i = 0; i < inFlight.length; i++) {
            while (ended < i && ends.at(ended) <= requests.takenNs()[i]) {
                ended++;
            }
            inFlight[i] = i + 1 - ended;
            most = Math.max(most, inFlight[i]);
        }
        int concurrency;
        if (given != null) {
            concurrency = given;
        } else if (requests.published() && outstanding > most && waitsAt(requests, inFlight, most)) {
            concurrency = most;
        } else {
            concurrency = sharedLimit(requests, inFlight, most);
        }
        boolean shared = concurrency != RingSizeOptions.UNLIMITED && concurrency < most;
        return measured(requests, ends, concurrency, shared);
    }

    /** Tells whether requests wait mostly because a number of them is in flight. */
    private static boolean waitsAt(RingRequests requests, int[] inFlight, int most) {
        double atMost = 0;
        double waiting = 0;
        double spent = 0;
        int takenAtMost = 0;
        for (int i = 0; i < inFlight.length; i++) {
            long wait = requests.takenNs()[i] - requests.arrivedNs()[i];
            waiting += wait;
            atMost += inFlight[i] == most ? wait : 0;
            takenAtMost += inFlight[i] == most ? 1 : 0;
            spent += requests.endedNs()[i] - requests.arrivedNs()[i];
        }
        boolean matters = waiting >= LEAST_WAITING * spent || takenAtMost >= LEAST_AT_MOST * inFlight.length;
        return matters && waiting > 0 && atMost >= LIMIT_SHARE * waiting;
    }

    /**
     * Finds a number of requests from which on each further one makes all take longer. Of n that share c places each
     * takes n/c times as long as alone: of these models, with exponential times, the likeliest one.
     */
    private static int sharedLimit(RingRequests requests, int[] inFlight, int most) {
        long[] counts = new long[most + 1];
        double[] times = new double[most + 1];
        for (int i = 0; i < inFlight.length; i++) {
            counts[inFlight[i]]++;
            times[inFlight[i]] += requests.endedNs()[i] - requests.takenNs()[i];
        }
        double unlimited = likelihood(counts, times, most);
        int best = RingSizeOptions.UNLIMITED;
        double gain = LEAST_GAIN;
        for (int limit = 1; limit < most; limit += limit < EACH_LIMIT_TO ? 1 : limit / 10) {
            double better = likelihood(counts, times, limit) - unlimited;
            if (better > gain) {
                best = limit;
                gain = better;
            }
        }
        return best;
    }

    private static double likelihood(long[] counts, double[] times, int limit) {
        double alone = 0;
        double stretch = 0;
        long count = 0;
        for (int n = 1; n < counts.length; n++) {
            double factor = Math.max(1, (double) n / limit);
            alone += times[n] / factor;
            stretch += counts[n] * Math.log(factor);
            count += counts[n];
        }
        return alone == 0 ? 0 : -Math.log(alone / count) - stretch / count;
    }

    private static RingBackend measured(RingRequests requests, EndTimes ends, int concurrency, boolean shared) {
        int count = requests.count();
        long[] dispatch = new long[count];
        long[] service = new long[count];
        long before = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long taken = requests.takenNs()[i];
            long free = concurrency != RingSizeOptions.UNLIMITED && i >= concurrency
                    ? ends.at(i - concurrency)
                    : Long.MIN_VALUE;
            long ready = Math.max(requests.arrivedNs()[i], before);
            dispatch[i] = Math.max(0, taken - (shared ? ready : Math.max(ready, free)));
            // Who shares a place is not told apart: the next to end is the next that was taken.
            service[i] = shared ? ends.at(i) - Math.max(taken, free) : requests.endedNs()[i] - taken;
            before = taken;
        }
        return new RingBackend(concurrency, shared, dispatch, service);
    }
}
