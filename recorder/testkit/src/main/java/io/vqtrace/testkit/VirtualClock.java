package io.vqtrace.testkit;

import io.vqtrace.recorder.RecorderClock;

/**
 * A clock that stands still until a {@link Testbed} moves it on. Give the same one to the recorder and to the testbed: the
 * recorded times are then virtual, and the same in every run.
 */
public final class VirtualClock implements RecorderClock {
    private final long epoch;
    private volatile long now;

    /** Starts at 2026-01-01T00:00:00Z. */
    public VirtualClock() {
        this(1_767_225_600_000_000_000L);
    }

    /**
     * Starts at a wall clock time.
     *
     * @param epochNanos nanoseconds since the Unix epoch
     */
    public VirtualClock(long epochNanos) {
        epoch = epochNanos;
    }

    /**
     * Moves the clock on.
     *
     * @param nanoTime the new {@link #nanoTime()}; an earlier one than now is ignored
     */
    public void moveTo(long nanoTime) {
        if (nanoTime > now) {
            now = nanoTime;
        }
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long epochNanos() {
        return epoch + now;
    }

    @Override
    public String source() {
        return "virtual";
    }
}
