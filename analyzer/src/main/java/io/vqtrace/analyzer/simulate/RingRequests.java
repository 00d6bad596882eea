package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/**
 * The requests of one queue in the order in which the device took them, which is the order of the ring. Times are
 * nanoseconds since the Unix epoch. The arrays are not to be changed.
 *
 * @param arrivedNs when the device saw that a request was published, or when it took it where that is unknown
 * @param published whether {@code arrivedNs} are publications
 * @param takenNs when the device took it
 * @param endedNs when it was used, given back or dropped by a reset
 * @param entries ring entries that it occupies, from 1; null if each takes one
 */
record RingRequests(long[] arrivedNs, boolean published, long[] takenNs, long[] endedNs, long[] entries) {

    int count() {
        return takenNs.length;
    }

    long entries(int request) {
        return entries == null ? 1 : entries[request];
    }

    /** Returns the most entries that a request occupies, 0 without one. */
    long largest() {
        return entries == null
                ? Math.min(1, count())
                : Arrays.stream(entries).max().orElse(0);
    }

    /** Returns how many entries the request in the middle occupies; at least 1. */
    long median() {
        if (entries == null || count() == 0) {
            return 1;
        }
        long[] sorted = entries.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    double mean() {
        return entries == null ? 1 : Arrays.stream(entries).average().orElse(1);
    }

    /** Returns how long a request is in the ring on average, in nanoseconds. */
    double meanSojournNs() {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += endedNs[i] - arrivedNs[i];
        }
        return sum / count();
    }

    /** Returns when the requests ended, in order. */
    EndTimes ends() {
        EndTimes ends = new EndTimes(this);
        for (int i = 0; i < count(); i++) {
            ends.add(endedNs[i], i);
        }
        return ends;
    }

    /** Returns when the first request arrived. */
    long firstNs() {
        return arrivedNs[0];
    }
}
