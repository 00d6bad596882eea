package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/**
 * Counts delays for their percentiles by nearest rank. Up to a millisecond each nanosecond is counted by itself; beyond,
 * percentiles are too high by at most a millionth of the longest delay. Mean and maximum are exact.
 */
final class DelayCounts {
    private static final int MOST_BUCKETS_BITS = 20;
    private static final int FEWEST_BUCKETS = 1 << 10;

    private final int shift;
    private int[] counts;
    private long count;
    private double sumNs;
    private long maxNs;

    /**
     * @param longestNs no delay is longer
     */
    DelayCounts(long longestNs) {
        shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(longestNs) - MOST_BUCKETS_BITS);
        counts = new int[FEWEST_BUCKETS];
    }

    void add(long ns) {
        int bucket = (int) (ns >> shift);
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(bucket + 1, 2 * counts.length));
        }
        counts[bucket]++;
        count++;
        sumNs += ns;
        maxNs = Math.max(maxNs, ns);
    }

    /** Adds what others counted for the same longest delay. */
    void addAll(DelayCounts other) {
        if (other.shift != shift) {
            throw new IllegalArgumentException("counted in steps of another size");
        }
        if (other.counts.length > counts.length) {
            counts = Arrays.copyOf(counts, other.counts.length);
        }
        for (int i = 0; i < other.counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sumNs += other.sumNs;
        maxNs = Math.max(maxNs, other.maxNs);
    }

    long count() {
        return count;
    }

    /** The distribution, or null without a delay. */
    AddedLatency summary() {
        return count == 0 ? null : new AddedLatency(count, sumNs / count, percentile(50), percentile(99), maxNs);
    }

    private long percentile(int percent) {
        long rank = (count * percent + 99) / 100;
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.min(maxNs, (bucket + 1L << shift) - 1);
            }
        }
        return maxNs;
    }
}
