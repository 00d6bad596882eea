package io.vqtrace.analyzer.diagnose;

/**
 * What a capture could see.
 *
 * @param recorded whether a recorder made it
 * @param showsAdvice whether it could show what each side asked for
 * @param startNs its first event, from which times are told
 * @param observedFromNs since when nothing escaped it; earlier than the first event in a dump that looks back further
 */
record Capture(boolean recorded, boolean showsAdvice, long startNs, long observedFromNs) {}
