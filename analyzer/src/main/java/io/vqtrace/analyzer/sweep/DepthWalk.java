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
         */
        void stretch(long fromNs, long toNs, int inFlight, int waiting);
    }

    private DepthWalk() {}

    /** Walks requests; {@code samples.avails()} may be null. */
    static void walk(QueueSamples.Sorted samples, long startNs, long endNs, Visitor visitor) {
        long[] avails = samples.avails() == null ? new long[0] : samples.avails();
        long[] pops = samples.pops();
        long[] ends = samples.ends();
        boolean published = samples.avails() != null;
        int avail = 0;
        int pop = 0;
        int end = 0;
        long from = startNs;
        while (from < endNs) {
            while (avail < avails.length && avails[avail] <= from) {
                avail++;
            }
            while (pop < pops.length && pops[pop] <= from) {
                pop++;
            }
            while (end < ends.length && ends[end] <= from) {
                end++;
            }
            long to = endNs;
            if (avail < avails.length) {
                to = Math.min(to, avails[avail]);
            }
            if (pop < pops.length) {
                to = Math.min(to, pops[pop]);
            }
            if (end < ends.length) {
                to = Math.min(to, ends[end]);
            }
            visitor.stretch(from, to, pop - end, published ? Math.max(0, avail - pop) : 0);
            from = to;
        }
    }

    /** Walks ring entries; {@code inFlight} of the visitor is the occupancy in descriptors. */
    static void walk(QueueSamples.Weighted samples, long startNs, long endNs, Visitor visitor) {
        long[] pops = samples.pops();
        long[] ends = samples.ends();
        int pop = 0;
        int end = 0;
        long occupied = 0;
        long from = startNs;
        while (from < endNs) {
            while (pop < pops.length && pops[pop] <= from) {
                occupied += samples.popWeights()[pop++];
            }
            while (end < ends.length && ends[end] <= from) {
                occupied -= samples.endWeights()[end++];
            }
            long to = endNs;
            if (pop < pops.length) {
                to = Math.min(to, pops[pop]);
            }
            if (end < ends.length) {
                to = Math.min(to, ends[end]);
            }
            visitor.stretch(from, to, (int) Math.min(Integer.MAX_VALUE, occupied), 0);
            from = to;
        }
    }
}
