package io.vqtrace.analyzer.analysis;

/**
 * A stretch of time in which a queue was in one saturation condition.
 *
 * @param kind {@code ring-full}, {@code capped}, {@code plateau}, {@code backend-bound}, {@code stalled} or
 *     {@code starved}
 * @param startNs begin, nanoseconds since the Unix epoch
 * @param durationNs length
 * @param depth the largest occupancy in descriptors ({@code ring-full}) or requests (all others) during it, 0 where
 *     there is none
 */
public record Episode(String kind, long startNs, long durationNs, int depth) {}
