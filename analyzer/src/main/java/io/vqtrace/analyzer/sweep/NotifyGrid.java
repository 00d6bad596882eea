package io.vqtrace.analyzer.sweep;

/**
 * What of the waits for interrupts is kept beside their distribution.
 *
 * @param originNs begin of the first stretch of time, nanoseconds since the epoch
 * @param bucketNs length of the stretches, above 0
 * @param longest how many of the longest waits of each queue
 */
public record NotifyGrid(long originNs, long bucketNs, int longest) {
    /** Returns the begin of the stretch that holds a time. */
    long startOf(long ns) {
        return originNs + Math.floorDiv(ns - originNs, bucketNs) * bucketNs;
    }
}
