package io.vqtrace.testkit.internal.run;

import io.vqtrace.testkit.Stall;
import java.util.function.LongSupplier;

/**
 * Decides when a queue stalls. Driver and device ask wherever they could cause one; without a plan the answer is always no.
 */
public final class StallPlan {
    /** Nothing stalls. */
    public static final StallPlan NONE = new StallPlan(null, 0, Actor.NEVER, 0);

    private final Stall stall;
    private final int queue;
    private final long at;
    private final long afterRequests;
    private LongSupplier completed = () -> 0;
    private long origin;
    private long since = Actor.NEVER;

    /**
     * Makes a plan.
     *
     * @param stall what goes wrong, or null
     * @param queue where
     * @param atNanos not before this long after the testbed's first step
     * @param afterRequests not before the driver took so many chains back on that queue
     */
    public StallPlan(Stall stall, int queue, long atNanos, long afterRequests) {
        this.stall = stall;
        this.queue = queue;
        at = atNanos;
        this.afterRequests = afterRequests;
    }

    /** The testbed's first step: counts of chains that the driver took back come from here. */
    public void begin(long now, LongSupplier completedChains) {
        origin = now;
        completed = completedChains;
    }

    /** Returns the queue that stalls. */
    public int queue() {
        return queue;
    }

    /** Returns the time before which nothing stalls. */
    public long earliest() {
        return stall == null ? Actor.NEVER : origin + at;
    }

    /**
     * Tells whether a stall takes effect, from its moment on.
     *
     * @param asked what could happen here
     * @param index where
     * @param now the time
     * @return true if it is to happen
     */
    public boolean holds(Stall asked, int index, long now) {
        if (asked != stall || index != queue || !due(now)) {
            return false;
        }
        since = Math.min(since, now);
        return true;
    }

    /**
     * Tells whether a stall begins now, once.
     *
     * @param asked what could happen here
     * @param index where
     * @param now the time
     * @return true the first time that it is to happen
     */
    public boolean begins(Stall asked, int index, long now) {
        return !begun() && holds(asked, index, now);
    }

    /**
     * Tells whether a stall is planned and its time has come, though it may not have begun.
     *
     * @param asked what
     * @param index where
     * @param now the time
     * @return true before it begins
     */
    public boolean awaits(Stall asked, int index, long now) {
        return asked == stall && index == queue && !begun() && due(now);
    }

    /**
     * Tells whether a stall has begun.
     *
     * @param asked what
     * @param index where
     * @return true from then on
     */
    public boolean begun(Stall asked, int index) {
        return asked == stall && index == queue && begun();
    }

    /**
     * Returns when the stall began: its first effect.
     *
     * @return the time, or {@link Actor#NEVER}
     */
    public long since() {
        return since;
    }

    private boolean begun() {
        return since != Actor.NEVER;
    }

    private boolean due(long now) {
        return begun() || now >= origin + at && completed.getAsLong() >= afterRequests;
    }
}
