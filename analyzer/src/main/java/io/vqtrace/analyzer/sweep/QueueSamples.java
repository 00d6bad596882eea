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
    /** Descriptor counts, aligned with pops and ends; null if a request takes one ring entry. */
    private final LongColumn weightedPops;

    private final LongColumn weightedEnds;
    private final LongColumn weights;
    private int requests;
    private int publications;
    /** Requests before the first whose publication is known; they are taken as published when popped. */
    private int popsBeforePublications;

    QueueSamples(boolean weighted) {
        weightedPops = weighted ? new LongColumn() : null;
        weightedEnds = weighted ? new LongColumn() : null;
        weights = weighted ? new LongColumn() : null;
    }

    /**
     * Adds a request.
     *
     * @param availNs publication, or {@link #NEVER} if unknown
     * @param endNs when it was used, given back or reset; {@link #NEVER} if it is open at the end
     * @param served whether the end is a completion
     * @param descriptors its ring entries without indirect descriptors
     */
    void add(long availNs, long popNs, long endNs, boolean served, int descriptors) {
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
        } else if (publications > 0) {
            avails.add(popNs);
        } else {
            popsBeforePublications++;
        }
        if (weights != null) {
            weightedPops.add(popNs);
            weightedEnds.add(endNs);
            weights.add(descriptors);
        }
    }

    /** Adds a publication that the device never took. */
    void addUntaken(long availNs) {
        avails.add(availNs);
    }

    /** Returns how many requests were published at or after a time, so far as their publication is known. */
    int publishedSince(long timeNs) {
        return publications - avails.countBelow(timeNs);
    }

    int requests() {
        return requests;
    }

    boolean weighted() {
        return weights != null;
    }

    /** Sorts the samples into the form that a walk takes; they can be taken once. */
    Sorted drain() {
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
        return new Sorted(published, begins, ends, served);
    }

    /** Returns when ring entries were taken and given back; null if requests are not weighted. */
    Weighted drainWeighted() {
        if (weights == null) {
            return null;
        }
        long[] begins = weightedPops.drain();
        long[] ends = weightedEnds.drain();
        long[] popWeights = weights.drain();
        long[] endWeights = popWeights.clone();
        NearlySorted.sort(begins, popWeights);
        NearlySorted.sort(ends, endWeights);
        return new Weighted(begins, popWeights, ends, endWeights);
    }

    /**
     * Times in ascending order.
     *
     * @param avails publications, null if not every request's is known
     * @param pops when requests were taken
     * @param ends when requests ended in any way
     * @param completions when requests were used
     */
    record Sorted(long[] avails, long[] pops, long[] ends, long[] completions) {}

    /**
     * Ring entries that requests occupied.
     *
     * @param pops when requests were taken, ascending
     * @param popWeights the descriptors of each
     * @param ends when requests ended, ascending
     * @param endWeights the descriptors of each
     */
    record Weighted(long[] pops, long[] popWeights, long[] ends, long[] endWeights) {}
}
