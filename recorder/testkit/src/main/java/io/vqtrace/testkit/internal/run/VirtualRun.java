package io.vqtrace.testkit.internal.run;

import io.vqtrace.testkit.VirtualClock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs actors one after the other in the order of their times; equal times in the order of the list. */
public final class VirtualRun {
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
     * Runs until a condition holds or nothing more can happen.
     *
     * @param done the condition, asked after each step
     */
    public void until(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Actor next = actors.get(0);
            for (int i = 1; i < actors.size(); i++) {
                if (actors.get(i).wake() < next.wake()) {
                    next = actors.get(i);
                }
            }
            if (next.wake() == Actor.NEVER) {
                return;
            }
            clock.moveTo(next.wake());
            next.runAt(clock.nanoTime());
        }
    }
}
