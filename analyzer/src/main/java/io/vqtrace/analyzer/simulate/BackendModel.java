package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/**
 * How the device served the requests of a queue: each as long as it did, by index of the order in which it took them.
 *
 * @param serviceNs from taken to used
 * @param limit requests that it works on at once
 * @param lookNs from seeing a request to taking it, if nothing else holds it up
 * @param takeNs between two requests that it takes one after the other
 */
record BackendModel(long[] serviceNs, int limit, long lookNs, long takeNs) {
    private static final int QUANTILE = 20;

    static BackendModel of(QueueTraffic traffic) {
        long[] taken = traffic.takenNs();
        long[] published = traffic.publishedNs();
        long[] used = traffic.usedNs();
        int count = taken.length;
        int limit = 1;
        int done = 0;
        long[] looks = new long[count];
        long[] takes = new long[count];
        int backToBack = 0;
        for (int k = 0; k < count; k++) {
            while (done < count && used[done] <= taken[k]) {
                done++;
            }
            limit = Math.max(limit, k + 1 - done);
            looks[k] = taken[k] - published[k];
            if (k > 0 && published[k] <= taken[k - 1]) {
                takes[backToBack++] = taken[k] - taken[k - 1];
            }
        }
        return new BackendModel(
                traffic.serviceNs(), limit, low(looks, count), backToBack < QUANTILE ? 0 : low(takes, backToBack));
    }

    /** A value near the least, but for the luckiest. */
    private static long low(long[] values, int count) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / QUANTILE];
    }
}
