package io.vqtrace.testkit.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.VirtualClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VirtualRunTest {
    private final VirtualClock clock = new VirtualClock();

    private static Actor stepping(long nanos) {
        Actor actor = new Actor() {
            @Override
            public long step(long now) {
                return now + nanos;
            }
        };
        actor.wakeAt(0);
        return actor;
    }

    @Test
    void anActorThatNeverRestsIsNamed() {
        VirtualRun run = new VirtualRun(clock, List.of(stepping(10), stepping(0)));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> run.until(() -> false, Actor.NEVER));
        assertTrue(e.getMessage().contains("actor 1"), e.getMessage());
    }

    @Test
    void theLimitEndsWhatGoesOnForEver() {
        new VirtualRun(clock, List.of(stepping(10))).until(() -> false, 1_005);
        assertEquals(1_000, clock.nanoTime());
    }

    @Test
    void progressIsMissedAfterSomeTimeUnlessSomethingIsUnderWay() {
        AtomicLong completed = new AtomicLong();
        AtomicLong nextEvent = new AtomicLong(Actor.NEVER);
        Progress progress = new Progress(100, completed::get, nextEvent::get);
        assertFalse(progress.stuck(0));
        assertFalse(progress.stuck(99));
        completed.set(1);
        assertFalse(progress.stuck(100));
        nextEvent.set(500);
        assertFalse(progress.stuck(200));
        nextEvent.set(Actor.NEVER);
        assertTrue(progress.stuck(201));
    }
}
