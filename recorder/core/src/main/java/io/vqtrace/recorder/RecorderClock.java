package io.vqtrace.recorder;

/**
 * Where a recorder takes its times from, if not from {@link System#nanoTime()}: virtual time in a simulation, or a test
 * that steps the wall clock. Implementations must be safe for use by all threads and must not allocate or block.
 */
public interface RecorderClock {
    /**
     * Reads the monotonic clock, on the caller's data path.
     *
     * @return nanoseconds from an arbitrary origin, never less than an earlier reading
     */
    long nanoTime();

    /**
     * Reads the wall clock, which may be stepped; at open and now and then by the drain thread.
     *
     * @return nanoseconds since the Unix epoch
     */
    long epochNanos();

    /**
     * Names the clock for {@code trace.json}.
     *
     * @return such as {@code nanoTime} or {@code virtual}
     */
    String source();
}
