package io.vqtrace.testkit.internal.run;

/** One side of one queue: does a little work when its time has come. Runs on one thread at a time. */
public abstract class Actor {
    /** The time of something that is not going to happen. */
    public static final long NEVER = Long.MAX_VALUE;

    private long wake = NEVER;

    /**
     * Does what is due.
     *
     * @param now the time
     * @return when it wants to go on; {@link #NEVER} if only a notification can make it
     */
    public abstract long step(long now);

    /**
     * In virtual time: makes sure that the actor runs at a time.
     *
     * @param at the time
     */
    public final void wakeAt(long at) {
        wake = Math.min(wake, at);
    }

    final long wake() {
        return wake;
    }

    final void runAt(long now) {
        wake = NEVER;
        wakeAt(step(now));
    }
}
