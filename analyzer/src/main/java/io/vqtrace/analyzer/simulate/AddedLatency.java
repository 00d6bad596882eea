package io.vqtrace.analyzer.simulate;

/**
 * How long completions waited for their interrupt, in nanoseconds; with an interrupt for each at once that is 0.
 * Percentiles are by nearest rank.
 *
 * @param count completions that an interrupt delivered
 * @param mean arithmetic mean
 * @param p50 median
 * @param p99 99th percentile
 * @param max longest
 */
public record AddedLatency(long count, double mean, long p50, long p99, long max) {}
