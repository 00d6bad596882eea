package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.sweep.ModerationOptions;
import io.vqtrace.analyzer.text.Durations;

/**
 * The stretch of time that a session looks at.
 *
 * @param startNs first event or begin of the window, nanoseconds since the epoch; null without a clock or events
 * @param endNs last event or end of the window; null without a clock or events
 */
public record Window(Long startNs, Long endNs) {
    /**
     * Tells whether events have times.
     *
     * @return false for a capture without a clock, or without events
     */
    public boolean timed() {
        return startNs != null;
    }

    /**
     * Returns the length.
     *
     * @return nanoseconds, null without a clock
     */
    public Long durationNs() {
        return timed() ? Long.valueOf(Math.max(0, endNs - startNs)) : null;
    }

    /**
     * Returns the length of the stretches in which interrupt moderation is shown over time.
     *
     * @param options what was asked for
     * @return nanoseconds, at least 1
     */
    public long intervalNs(ModerationOptions options) {
        if (options.intervalNs() != null) {
            return options.intervalNs();
        }
        return timed() ? Durations.roundUp(durationNs() / ModerationOptions.MOST_INTERVALS + 1) : 1;
    }
}
