package io.vqtrace.analyzer.sweep;

/** Merges sorted begin and end times into stretches of constant depth. Equal times: ends come first. */
final class DepthWalk {
    /** Receives the stretches of a window one after the other, without holes and none of length 0. */
    interface Visitor {
        /**
         * Takes one stretch.
         *
         * @param inFlight requests taken and not ended
         * @param waiting requests published and not taken, 0 if publications are not known
         * @param occupied ring entries of both
         */
        void stretch(long fromNs, long toNs, int inFlight, int waiting, int occupied);
    }

    private static final long[] NO_TIMES = {};

    private final RequestTimes samples;
    private final long[] avails;
    private int avail;
    private int pop;
    private int end;
    private int begun;
    private int given;
    private long further;

    private DepthWalk(RequestTimes samples) {
        this.samples = samples;
        avails = samples.avails() == null ? NO_TIMES : samples.avails();
    }

    /** Walks the window; {@code samples.avails()} may be null. */
    static void walk(RequestTimes samples, long startNs, long endNs, Visitor visitor) {
        DepthWalk walk = new DepthWalk(samples);
        long from = startNs;
        while (from < endNs) {
            walk.pass(from);
            long to = walk.next(endNs);
            int inFlight = walk.pop - walk.end;
            int waiting = Math.max(0, walk.avail - walk.pop);
            long occupied = inFlight + waiting + walk.further;
            visitor.stretch(from, to, inFlight, waiting, (int) Math.min(Integer.MAX_VALUE, occupied));
            from = to;
        }
    }

    private void pass(long ns) {
        avail = after(avails, avail, ns);
        pop = after(samples.pops(), pop, ns);
        end = after(samples.ends(), end, ns);
        RequestTimes.Further entries = samples.further();
        while (begun < entries.begins().length && entries.begins()[begun] <= ns) {
            further += entries.taken()[begun++];
        }
        while (given < entries.ends().length && entries.ends()[given] <= ns) {
            further -= entries.given()[given++];
        }
    }

    private static int after(long[] times, int at, long ns) {
        int next = at;
        while (next < times.length && times[next] <= ns) {
            next++;
        }
        return next;
    }

    private long next(long endNs) {
        long to = earlier(endNs, avails, avail);
        to = earlier(to, samples.pops(), pop);
        to = earlier(to, samples.ends(), end);
        // The further entries of a request begin and end with it.
        return to;
    }

    private static long earlier(long ns, long[] times, int at) {
        return at < times.length ? Math.min(ns, times[at]) : ns;
    }
}
