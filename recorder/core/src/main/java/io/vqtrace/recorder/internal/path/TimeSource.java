package io.vqtrace.recorder.internal.path;

import io.vqtrace.recorder.RecorderClock;

/** Times of rows: the monotonic clock, moved to the epoch by an offset that stays the same for the whole recording. */
public final class TimeSource {
    private final RecorderClock clock;
    private final long offset;

    /** Takes times from a clock, or from {@link System#nanoTime()} if it is null. */
    public TimeSource(RecorderClock clock, long offset) {
        this.clock = clock;
        this.offset = offset;
    }

    /** Returns nanoseconds since the Unix epoch, never 0, which stands for "no time" in memory. */
    public long now() {
        if (clock == null) {
            return System.nanoTime() + offset;
        }
        long now = clock.nanoTime() + offset;
        return now == 0 ? 1 : now;
    }

    public long offset() {
        return offset;
    }
}
