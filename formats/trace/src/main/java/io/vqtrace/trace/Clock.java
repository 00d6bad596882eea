package io.vqtrace.trace;

import java.util.List;
import java.util.Objects;

/**
 * What the times of a trace were taken from.
 *
 * @param source name of the clock ({@code gettimeofday}, {@code nanoTime}), or {@code none} for a capture without times,
 *     whose {@code ts} column holds ordinals
 * @param resolutionNs smallest step of the clock in nanoseconds, 0 if unknown
 * @param anchors pairs that tie a monotonic clock to the epoch, oldest first; empty if the source's times are epoch times
 */
public record Clock(String source, long resolutionNs, List<Anchor> anchors) {
    /** Source of a capture without times. */
    private static final String NO_SOURCE = "none";

    /** The clock of a capture without times. */
    public static final Clock NONE = new Clock(NO_SOURCE, 0, List.of());

    /**
     * One reading of both clocks.
     *
     * @param monotonicNs the monotonic clock, nanoseconds from its own origin
     * @param epochNs nanoseconds since the Unix epoch at that moment
     */
    public record Anchor(long monotonicNs, long epochNs) {}

    /** Checks the source and takes a copy of the anchors. */
    public Clock {
        Objects.requireNonNull(source, "source");
        anchors = List.copyOf(anchors);
    }

    /**
     * Tells whether the trace's {@code ts} columns hold times.
     *
     * @return false for a capture without times
     */
    public boolean hasTimes() {
        return !source.equals(NO_SOURCE);
    }
}
