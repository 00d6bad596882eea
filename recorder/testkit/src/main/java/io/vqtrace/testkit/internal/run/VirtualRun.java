package io.vqtrace.testkit.internal.run;

import io.vqtrace.testkit.VirtualClock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs actors one after the other in the order of their times; equal times in the order of the list. */
public final class VirtualRun {
    /** More steps than driver and device can have to do at one moment. */
    private static final int STEPS_AT_ONCE = 100_000;

    private final VirtualClock clock;
    private final List<Actor> actors;

    /**
     * Makes a run.
     *
     * @param clock moved on to the time of each step
     * @param actors who takes part
     */
    public VirtualRun(VirtualClock clock, List<? extends Actor> actors) {
        this.clock = clock;
        this.actors = List.copyOf(actors);
    }

    /**
     * Runs until a condition holds, nothing more can happen, or it is time to end.
     *
     * @param done the condition, asked after each step
     * @param limit the time to end
     * @throws IllegalStateException if an actor never lets time go on
     */
    public void until(BooleanSupplier done, long limit) {
        int steps = 0;
        while (!done.getAsBoolean()) {
            Actor next = actors.get(0);
            for (int i = 1; i < actors.size(); i++) {
                if (actors.get(i).wake() < next.wake()) {
                    next = actors.get(i);
                }
            }
            if (next.wake() == Actor.NEVER || next.wake() > limit) {
                return;
            }
            steps = next.wake() > clock.nanoTime() ? 0 : steps + 1;
            if (steps > STEPS_AT_ONCE) {
                throw new IllegalStateException("virtual time stands still at " + clock.nanoTime() + " ns: actor "
                        + actors.indexOf(next) + " (" + next.getClass().getSimpleName() + ") never comes to rest");
            }
            clock.moveTo(next.wake());
            next.runAt(clock.nanoTime());
        }
    }
}
