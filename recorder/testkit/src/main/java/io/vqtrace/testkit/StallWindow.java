package io.vqtrace.testkit;

import java.time.Duration;

/** What of a run that stalls gets into a trace; see {@link StallRecording}. */
public enum StallWindow {
    /** From the first step until the stall has lasted a second. */
    WHOLE(null, Duration.ofSeconds(1)),
    /** From the first step until the stall has lasted 150 ms: the trace ends in the middle of it. */
    ENDS_INSIDE(null, Duration.ofMillis(150)),
    /**
     * From 200 ms after the stall began until it has lasted a second: a flight recorder's dump that does not reach back to the
     * cause. Devices, queues and the negotiation are in it all the same.
     */
    STARTS_INSIDE(Duration.ofMillis(200), Duration.ofSeconds(1)),
    /**
     * As {@link #STARTS_INSIDE}, but a stream whose byte budget took the older segments away: only of a device whose other
     * queues go on, as nothing else makes segments grow.
     */
    SEGMENTS_DELETED(Duration.ofMillis(200), Duration.ofSeconds(1)),
    /** As {@link #WHOLE}, but the recording process is killed then: the trace is not closed. */
    KILLED(null, Duration.ofSeconds(1));

    private final Duration from;
    private final Duration to;

    StallWindow(Duration from, Duration to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Tells whether the stall's beginning is in the trace.
     *
     * @return false if the trace starts later
     */
    public boolean showsBeginning() {
        return from == null;
    }

    /**
     * Tells how long after the stall's beginning the trace ends.
     *
     * @return the time
     */
    public Duration lasts() {
        return to;
    }

    /** Tells how far a dump at the end looks back. */
    Duration lookBack() {
        return from == null ? Duration.ofDays(1) : to.minus(from);
    }
}
