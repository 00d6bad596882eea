package io.vqtrace.recorder.internal.trigger;

import static io.vqtrace.recorder.internal.trigger.TriggerRun.MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.recorder.Trigger;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerEngineTest {
    private static final Duration TWENTY_MS = Duration.ofMillis(20);

    private static SimulatedQueue requestQueue(int size) {
        return new SimulatedQueue(1, size, false, false);
    }

    @Test
    void slowRequestFiresWithItsNumbers() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.slowRequest(TWENTY_MS));
        run.queue.pop(17, 3);
        run.queue.now += 52_340_000;
        run.queue.used(17);
        run.pass();
        assertEquals(List.of("slow request: disk0 queue 1 head 17 took 52.3 ms, threshold 20 ms"), run.reasons());
        assertEquals(1, run.engine.fired());
    }

    @Test
    void requestAtTheThresholdIsNotSlow() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.slowRequest(TWENTY_MS));
        run.queue.pop(17, 3);
        run.queue.now += 20 * MS;
        run.queue.used(17);
        run.pass();
        assertEquals(List.of(), run.reasons());
    }

    @Test
    void requestStillInFlightFiresOnceAndNotAgainWhenItEnds() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.slowRequest(TWENTY_MS));
        run.queue.pop(5, 1);
        run.idle(400);
        run.queue.used(5);
        run.idle(1);
        assertEquals(1, run.firings.size(), run.reasons()::toString);
        assertEquals(Trigger.Kind.SLOW_REQUEST, run.firings.get(0).kind());
    }

    @Test
    void requestEndedByAResetIsSlowAndOneGivenBackIsNot() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.slowRequest(TWENTY_MS));
        run.queue.pop(1, 1);
        run.queue.pop(2, 1);
        run.queue.now += 30 * MS;
        run.queue.used(1, Observed.RETURNED);
        run.queue.used(2, Observed.RESET);
        run.pass();
        assertEquals(
                List.of("slow request: disk0 queue 1 head 2 was reset after 30 ms, threshold 20 ms"), run.reasons());
    }

    @Test
    void supplyQueueIsNeverSlowStalledOrFull() {
        SimulatedQueue rx = new SimulatedQueue(0, 16, true, true);
        TriggerRun run = new TriggerRun(
                rx, Trigger.slowRequest(TWENTY_MS), Trigger.stalled(TWENTY_MS), Trigger.ringFull(TWENTY_MS));
        rx.avail(16);
        for (int head = 0; head < 16; head++) {
            rx.pop(head, 1);
        }
        run.idle(500);
        rx.used(3);
        run.idle(500);
        assertEquals(List.of(), run.reasons());
    }

    @Test
    void dropAndFaultFireOnAnyQueue() {
        SimulatedQueue rx = new SimulatedQueue(0, 16, false, true);
        TriggerRun run = new TriggerRun(rx, Trigger.drop(), Trigger.fault());
        rx.event(EventKind.DROP, 12, 18_000);
        rx.event(EventKind.FAULT, 0, FaultReason.CHAIN_TOO_LONG.code());
        run.pass();
        assertEquals(
                List.of(
                        "drop: disk0 queue 0 lost 12 packets, 18000 bytes",
                        "fault: disk0 queue 0 chain_too_long (virtio 1.4 section 2.7.5.2)"),
                run.reasons());
    }

    @Test
    void dropAndFaultAreNotLookedForUnlessWanted() {
        TriggerRun run = new TriggerRun(requestQueue(16), Trigger.slowRequest(TWENTY_MS));
        run.queue.event(EventKind.DROP, 12, 18_000);
        run.queue.event(EventKind.FAULT, 0, FaultReason.CHAIN_TOO_LONG.code());
        run.pass();
        assertEquals(List.of(), run.reasons());
    }

    @Test
    void stallFiresOnceAndAgainAfterTheNextCompletion() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.stalled(TWENTY_MS));
        run.queue.pop(1, 1);
        run.queue.pop(2, 1);
        run.idle(100);
        run.queue.used(1);
        run.idle(100);
        assertEquals(
                List.of(
                        "stalled: disk0 queue 1 completed nothing for 21 ms with 2 in flight, threshold 20 ms",
                        "stalled: disk0 queue 1 completed nothing for 21 ms with 1 in flight, threshold 20 ms"),
                run.reasons());
    }

    @Test
    void chainsNobodyTakesAreAStallToo() {
        SimulatedQueue queue = new SimulatedQueue(1, 64, true, false);
        TriggerRun run = new TriggerRun(queue, Trigger.stalled(TWENTY_MS));
        queue.avail(5);
        run.idle(30);
        assertEquals(
                List.of("stalled: disk0 queue 1 completed nothing for 21 ms with 0 in flight and 5 waiting,"
                        + " threshold 20 ms"),
                run.reasons());
    }

    @Test
    void stallIsKnownFromItsBeginThoughNoSampleSawIt() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.stalled(TWENTY_MS));
        run.queue.pop(1, 1);
        run.queue.now += 500 * MS;
        run.pass();
        run.pass();
        assertEquals(1, run.firings.size());
    }

    @Test
    void idleOrWorkingQueueIsNotStalled() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.stalled(TWENTY_MS));
        for (int i = 0; i < 200; i++) {
            run.queue.pop(i, 1);
            run.idle(15);
            run.queue.used(i);
            run.idle(i % 40);
        }
        assertEquals(List.of(), run.reasons());
    }

    @Test
    void fullRingFiresByDescriptors() {
        TriggerRun run = new TriggerRun(requestQueue(64), Trigger.ringFull(TWENTY_MS));
        run.queue.pop(99, 3);
        run.queue.used(99);
        for (int head = 0; head < 20; head++) {
            run.queue.pop(head, 3);
        }
        run.idle(30);
        assertEquals(
                List.of("ring full: disk0 queue 1 occupied 60 of 64 entries for 21 ms, threshold 20 ms"),
                run.reasons());
    }

    @Test
    void dipThatNoSampleSawStartsTheTimeAnew() {
        TriggerRun run = new TriggerRun(requestQueue(10), Trigger.ringFull(TWENTY_MS));
        for (int i = 0; i < 10; i++) {
            run.queue.pop(i, 1);
        }
        for (int round = 0; round < 20; round++) {
            run.idle(15);
            for (int i = 0; i < 10; i++) {
                run.queue.used(i);
            }
            for (int i = 0; i < 10; i++) {
                run.queue.pop(i, 1);
            }
        }
        assertEquals(List.of(), run.reasons());
        run.idle(30);
        assertEquals(1, run.firings.size());
    }

    @Test
    void lostRowsCouldHaveToldOfADip() {
        TriggerRun run = new TriggerRun(requestQueue(10), Trigger.ringFull(TWENTY_MS));
        for (int i = 0; i < 10; i++) {
            run.queue.pop(i, 1);
        }
        for (int round = 0; round < 20; round++) {
            run.idle(15);
            run.queue.event(EventKind.GAP, 20, 0);
        }
        assertEquals(List.of(), run.reasons());
    }

    @Test
    void rateLimitHoldsBackAndCountsAndALastingCauseFiresLater() {
        TriggerRun run =
                new TriggerRun(requestQueue(64), 1000 * MS, 2, Trigger.drop(), Trigger.stalled(Duration.ofMillis(100)));
        run.queue.event(EventKind.DROP, 1, 1);
        run.pass();
        run.queue.pop(1, 1);
        run.queue.event(EventKind.DROP, 1, 1);
        run.idle(500);
        assertEquals(1, run.engine.fired());
        assertEquals(2, run.engine.suppressed());
        run.idle(600);
        assertEquals(Trigger.Kind.STALLED, run.firings.get(1).kind());
        run.idle(5000);
        run.queue.event(EventKind.DROP, 1, 1);
        run.pass();
        assertEquals(2, run.engine.fired(), "the number of firings is limited");
        assertEquals(3, run.engine.suppressed());
    }

    @Test
    void restartForgetsWhatLasted() {
        TriggerRun run = new TriggerRun(requestQueue(4), Trigger.ringFull(TWENTY_MS));
        for (int i = 0; i < 4; i++) {
            run.queue.pop(i, 1);
        }
        run.idle(15);
        run.engine.restart(run.queue.now);
        run.idle(15);
        assertEquals(List.of(), run.reasons());
        run.idle(10);
        assertEquals(1, run.firings.size());
    }
}
