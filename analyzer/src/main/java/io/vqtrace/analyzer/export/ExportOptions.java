package io.vqtrace.analyzer.export;

/**
 * What an export takes besides the session.
 *
 * @param view the only view to export, null for all; of {@link ExportFormat#tables table formats} only
 * @param intervalNs length of the intervals of an HdrHistogram log, at least 1 ms
 */
public record ExportOptions(String view, long intervalNs) {
    /** All views; intervals of a second. */
    public static final ExportOptions DEFAULT = new ExportOptions(null, 1_000_000_000L);

    /** Shortest interval: the log counts in milliseconds. */
    public static final long MIN_INTERVAL_NS = 1_000_000L;

    /** Checks the interval. */
    public ExportOptions {
        if (intervalNs < MIN_INTERVAL_NS) {
            throw new IllegalArgumentException("an interval is at least 1 ms");
        }
    }
}
