package io.vqtrace.bench.pause;

/**
 * The worst times of a call.
 *
 * @param p9999 nanoseconds that one call of 10 000 exceeds
 * @param max nanoseconds of the longest
 */
public record Pause(long p9999, long max) {}
