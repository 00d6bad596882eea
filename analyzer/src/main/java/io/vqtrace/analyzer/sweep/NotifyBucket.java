package io.vqtrace.analyzer.sweep;

import java.util.Arrays;

/**
 * Delays from completion to interrupt of the completions in one stretch of time, percentiles by nearest rank.
 *
 * @param startNs begin of the stretch, nanoseconds since the epoch
 * @param count completions that were delivered
 * @param p50Ns median
 * @param p99Ns 99th percentile
 * @param maxNs largest
 */
public record NotifyBucket(long startNs, long count, long p50Ns, long p99Ns, long maxNs) {
    /** Takes the delays from one index to another, at least one. */
    static NotifyBucket of(long startNs, long[] delays, int from, int to) {
        long[] sorted = Arrays.copyOfRange(delays, from, to);
        Arrays.sort(sorted);
        return new NotifyBucket(
                startNs,
                sorted.length,
                NearestRank.of(sorted, 500),
                NearestRank.of(sorted, 990),
                sorted[sorted.length - 1]);
    }
}
