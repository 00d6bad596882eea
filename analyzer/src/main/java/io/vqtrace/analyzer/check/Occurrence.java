package io.vqtrace.analyzer.check;

/**
 * One time that a rule was broken.
 *
 * @param verdict how it counts
 * @param ns time in nanoseconds since the epoch; the ordinal of the line, or null, without a clock
 * @param seen what was seen, with the offending value
 */
public record Occurrence(Verdict verdict, Long ns, String seen) {}
