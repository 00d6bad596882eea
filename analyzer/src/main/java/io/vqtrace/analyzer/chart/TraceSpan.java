package io.vqtrace.analyzer.chart;

/**
 * Name and extent of a trace, whatever part of it a session loaded.
 *
 * @param name the name that titles show
 * @param startNs time of the first event, nanoseconds since the Unix epoch; null if no event has a time
 * @param endNs time of the last event, null with {@code startNs}
 */
record TraceSpan(String name, Long startNs, Long endNs) {}
