package io.vqtrace.analyzer.analysis;

import java.util.List;

/**
 * The saturation verdict of a queue.
 *
 * @param verdict {@code idle}, {@code ok}, {@code busy}, {@code backend-bound}, {@code capped at N},
 *     {@code plateau at N}, {@code ring-full}, {@code stalled}; for supply queues {@code ok} or {@code starved}
 * @param evidence the numbers that led to it, one line each
 * @param advice one line on what to do, null for {@code idle} and {@code ok}
 * @param worstEpisode the longest stretch of the condition, null if it has none
 */
public record Saturation(String verdict, List<String> evidence, String advice, Episode worstEpisode) {}
