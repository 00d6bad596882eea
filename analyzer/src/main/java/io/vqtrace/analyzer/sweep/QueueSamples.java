package io.vqtrace.analyzer.sweep;

import java.util.Arrays;

/** What the sweep needs of the requests of one queue, as they arrive. */
final class QueueSamples {
    /** Requests without an end in the trace have this end. */
    static final long NEVER = Long.MAX_VALUE;

    private final LongColumn pops = new LongColumn();
    private final LongColumn completions = new LongColumn();
    private final LongColumn avails = new LongColumn();
    private final LongColumn unservedEnds = new LongColumn();
    /** Of requests with more than one ring entry: when they took and gave back the further ones, and how many. */
    private final LongColumn furtherBegins = new LongColumn();

    private final LongColumn furtherEnds = new LongColumn();
    private final LongColumn furtherEntries = new LongColumn();
    private long furtherTotal;
    private int requests;
    private int publications;
    private long lastAvailNs = Long.MIN_VALUE;
    private int atLastAvail;
    /** Requests before the first whose publication is known; they are taken as published when popped. */
    private int popsBeforePublications;

    /**
     * Adds a request.
     *
     * @param availNs publication, or {@link #NEVER} if unknown
     * @param endNs when it was used, given back or reset; {@link #NEVER} if it is open at the end
     * @param served whether the end is a completion
     * @param entries the ring entries that it occupies, 1 if unknown
     */
    void add(long availNs, long popNs, long endNs, boolean served, int entries) {
        requests++;
        pops.add(popNs);
        if (served) {
            completions.add(endNs);
        } else {
            unservedEnds.add(endNs);
        }
        if (availNs != NEVER) {
            avails.add(availNs);
            publications++;
            noteLast(availNs);
        } else if (publications > 0) {
            avails.add(popNs);
        } else {
            popsBeforePublications++;
        }
        if (entries > 1) {
            furtherBegins.add(availNs != NEVER ? availNs : popNs);
            furtherEnds.add(endNs);
            furtherEntries.add(entries - 1L);
            furtherTotal += entries - 1L;
        }
    }

    private void noteLast(long availNs) {
        if (availNs > lastAvailNs) {
            lastAvailNs = availNs;
            atLastAvail = 0;
        }
        if (availNs == lastAvailNs) {
            atLastAvail++;
        }
    }

    /**
     * Adds what was published and never taken. A ring is taken from in order, so that this is what was published after
     * the last request that was taken; whatever else has no request was lost by the recorder.
     *
     * @param published the times of all publications that were seen, ascending
     */
    void addUntaken(long[] published) {
        int atLast = 0;
        for (long ns : published) {
            if (ns > lastAvailNs || ns == lastAvailNs && ++atLast > atLastAvail) {
                avails.add(ns);
            }
        }
    }

    int requests() {
        return requests;
    }

    /** Returns the ring entries that a request occupies on average. */
    double entriesPerRequest() {
        return requests == 0 ? 1 : 1 + (double) furtherTotal / requests;
    }

    /** Sorts the samples into the form that a walk takes; they can be taken once. */
    RequestTimes drain() {
        long[] served = completions.drain();
        NearlySorted.sort(served);
        long[] begins = pops.drain();
        NearlySorted.sort(begins);
        long[] published = null;
        if (avails.size() > 0) {
            for (int i = 0; i < popsBeforePublications; i++) {
                avails.add(begins[i]);
            }
            published = avails.drain();
            NearlySorted.sort(published);
        }
        long[] ends = served;
        if (unservedEnds.size() > 0) {
            long[] others = unservedEnds.drain();
            ends = Arrays.copyOf(served, served.length + others.length);
            System.arraycopy(others, 0, ends, served.length, others.length);
            Arrays.sort(ends);
        }
        return new RequestTimes(published, begins, ends, served, drainFurther());
    }

    private RequestTimes.Further drainFurther() {
        if (furtherBegins.size() == 0) {
            return RequestTimes.Further.NONE;
        }
        long[] begins = furtherBegins.drain();
        long[] ends = furtherEnds.drain();
        long[] taken = furtherEntries.drain();
        long[] given = taken.clone();
        NearlySorted.sort(begins, taken);
        NearlySorted.sort(ends, given);
        return new RequestTimes.Further(begins, taken, ends, given);
    }
}
