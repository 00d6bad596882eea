package io.vqtrace.analyzer.analysis;

/**
 * A distribution of durations in nanoseconds. Percentiles are nearest-rank on the exact values: the value at rank
 * {@code ceil(p * count)} of the sorted values.
 *
 * @param count number of values, at least 1
 * @param mean arithmetic mean
 * @param p50 median
 * @param p90 90th percentile
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max largest value
 */
public record LatencyNs(long count, double mean, long p50, long p90, long p99, long p999, long max) {}
