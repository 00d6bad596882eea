package io.vqtrace.analyzer.analysis;

/**
 * How many requests a queue held, weighted by the time for which it held them.
 *
 * @param mean time-weighted mean over the window, null without a clock
 * @param p99 the depth that was not exceeded for 99 % of the window, null without a clock
 * @param max largest depth
 */
public record Depth(Double mean, Integer p99, int max) {}
