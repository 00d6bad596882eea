package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.RecorderClock;
import io.vqtrace.recorder.internal.path.TimeSource;
import io.vqtrace.trace.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Ties the monotonic clock to the wall clock: once for all rows, and again and again to see how far they drift apart. A step
 * of the wall clock leaves the rows' times alone and is told by an anchor and a warning. Thread-safe.
 */
public final class ClockWatch {
    private static final long STEP_NANOS = 100_000_000;
    private static final int MAX_ANCHORS = 1000;
    private static final int READINGS = 5;
    private static final int RESOLUTION_READINGS = 200;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RecorderClock clock;
    private final Catalog catalog;
    private final List<Clock.Anchor> steps = new ArrayList<>();
    private final long resolution;
    private final TimeSource time;
    private Clock.Anchor latest;

    /** Reads both clocks; {@code null} stands for {@link System#nanoTime()}. */
    public ClockWatch(RecorderClock clock, Catalog catalog) {
        this.clock = clock;
        this.catalog = catalog;
        latest = read();
        steps.add(latest);
        time = new TimeSource(clock, latest.epochNs() - latest.monotonicNs());
        resolution = resolution();
    }

    /** Returns the times of rows. */
    public TimeSource time() {
        return time;
    }

    /** Reads both clocks and notes a step of the wall clock since the last time. */
    synchronized void check() {
        Clock.Anchor anchor = read();
        long step = offset(anchor) - offset(latest);
        latest = anchor;
        if (Math.abs(step) > STEP_NANOS) {
            if (steps.size() < MAX_ANCHORS) {
                steps.add(anchor);
            }
            catalog.warn("the wall clock was stepped by " + Duration.ofNanos(step) + " before "
                    + instant(anchor.epochNs()) + "; times go on as before it");
        }
    }

    private static Instant instant(long epochNs) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNs, NANOS_PER_SECOND), Math.floorMod(epochNs, NANOS_PER_SECOND));
    }

    private static long offset(Clock.Anchor anchor) {
        return anchor.epochNs() - anchor.monotonicNs();
    }

    /** Takes the closest of several pairs of readings, as the thread may be preempted between the two. */
    private Clock.Anchor read() {
        long best = Long.MAX_VALUE;
        Clock.Anchor anchor = null;
        for (int i = 0; i < READINGS; i++) {
            long before = monotonic();
            long epoch = epoch();
            long after = monotonic();
            if (anchor == null || after - before < best) {
                best = after - before;
                anchor = new Clock.Anchor(before + best / 2, epoch);
            }
        }
        return anchor;
    }

    private long monotonic() {
        return clock == null ? System.nanoTime() : clock.nanoTime();
    }

    private long epoch() {
        if (clock != null) {
            return clock.epochNanos();
        }
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    private long resolution() {
        long least = Long.MAX_VALUE;
        long last = monotonic();
        for (int i = 0; i < RESOLUTION_READINGS; i++) {
            long now = monotonic();
            if (now > last) {
                least = Math.min(least, now - last);
            }
            last = now;
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** Returns the clock as {@code trace.json} shows it: the first anchor, one after each step, and the latest. */
    public synchronized Clock describe() {
        List<Clock.Anchor> anchors = new ArrayList<>(steps);
        if (!anchors.contains(latest)) {
            anchors.add(latest);
        }
        return new Clock(clock == null ? "nanoTime" : clock.source(), resolution, anchors);
    }
}
