package io.vqtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stalls told to the recorder call by call, each the shortest that shows its cause. */
class ScriptedStallTest {
    private static final Duration LONG = Duration.ofSeconds(2);
    private static final int STATUS_BROKEN = 15 | 64;

    @TempDir
    Path folder;

    private DiagnosedQueue diagnose(boolean eventIdx, Consumer<ScriptedQueue> script) throws Exception {
        return diagnose(CaptureLevel.FULL, eventIdx, script);
    }

    private DiagnosedQueue diagnose(CaptureLevel level, boolean eventIdx, Consumer<ScriptedQueue> script)
            throws Exception {
        Path trace = folder.resolve("run.vqtrace");
        ScriptedQueue.record(trace, level, eventIdx, script);
        DiagnoseModel model = DiagnosedStall.of(trace);
        DiagnosedQueue queue = model.queues().stream()
                .filter(any -> any.queue() == 0)
                .findFirst()
                .orElseThrow();
        assertEquals(queue.state().equals("stalled"), model.stalled(), model.sentence());
        return queue;
    }

    private static void assertCause(StallCause expected, DiagnosedQueue queue) {
        assertEquals("stalled", queue.state(), queue.toString());
        assertEquals(expected.id(), queue.causes().get(0).cause(), queue.toString());
        assertFalse(queue.causes().get(0).evidence().isEmpty(), queue.toString());
        assertFalse(queue.captureNext().isEmpty(), queue.toString());
    }

    private static void assertNone(DiagnosedQueue queue) {
        assertFalse(queue.state().equals("stalled") || queue.state().equals("recovered"), queue.toString());
    }

    @Test
    void aPublicationWithoutAKickIsALostKick() throws Exception {
        assertCause(
                StallCause.LOST_KICK,
                diagnose(true, queue -> queue.traffic(5).rest(LONG).publish(1).othersGoOn()));
    }

    @Test
    void aPublicationThatIsSeenAndNotKickedIsALostKickToo() throws Exception {
        assertCause(
                StallCause.LOST_KICK,
                diagnose(false, queue -> queue.traffic(5).publish(1).rest(LONG).othersGoOn()));
    }

    @Test
    void anOldAvailEventNeedsNoKick() throws Exception {
        assertCause(
                StallCause.STALE_AVAIL_EVENT,
                diagnose(
                        true,
                        queue -> queue.traffic(5)
                                .askKick(queue.index() - 3)
                                .rest(LONG)
                                .publish(2)
                                .othersGoOn()));
        assertCause(
                StallCause.STALE_AVAIL_EVENT,
                diagnose2(queue ->
                        queue.traffic(5).askKick(queue.index() - 3).rest(LONG).othersGoOn()));
    }

    private DiagnosedQueue diagnose2(Consumer<ScriptedQueue> script) throws Exception {
        Path trace = folder.resolve("second.vqtrace");
        ScriptedQueue.record(trace, CaptureLevel.FULL, true, script);
        return DiagnosedStall.of(trace).queues().get(0);
    }

    @Test
    void kicksCanBeLeftOff() throws Exception {
        assertCause(
                StallCause.KICKS_LEFT_OFF,
                diagnose(
                        false,
                        queue -> queue.traffic(5)
                                .askKick(0)
                                .askKick(1)
                                .rest(LONG)
                                .publish(1)
                                .othersGoOn()));
    }

    @Test
    void aReturnWithoutADecisionIsALostInterrupt() throws Exception {
        for (CaptureLevel level : CaptureLevel.values()) {
            Path trace = folder.resolve(level + ".vqtrace");
            ScriptedQueue.record(
                    trace,
                    level,
                    true,
                    queue -> queue.traffic(30)
                            .publish(1)
                            .kick()
                            .take(0)
                            .use(0)
                            .rest(LONG)
                            .othersGoOn());
            assertCause(
                    StallCause.LOST_INTERRUPT, DiagnosedStall.of(trace).queues().get(0));
        }
    }

    @Test
    void aDriverThatLeavesItsOldUsedEventMissedTheInterrupt() throws Exception {
        assertCause(
                StallCause.LOST_INTERRUPT,
                diagnose(
                        true,
                        queue -> queue.traffic(30)
                                .publish(2)
                                .kick()
                                .take(0)
                                .take(1)
                                .use(0)
                                .interrupt()
                                .rest(Duration.ofMillis(3))
                                .use(1)
                                .suppress(SuppressionReason.EVENT_INDEX)
                                .rest(LONG)
                                .othersGoOn()));
    }

    @Test
    void aUsedEventThatStaysThoughTheDriverWentOnIsFrozen() throws Exception {
        assertCause(
                StallCause.FROZEN_USED_EVENT,
                diagnose(
                        true,
                        queue -> queue.traffic(30)
                                .publish(1)
                                .kick()
                                .take(0)
                                .use(0)
                                .interrupt()
                                .publish(2)
                                .kick()
                                .take(0)
                                .take(1)
                                .rest(Duration.ofMillis(3))
                                .use(0)
                                .suppress(SuppressionReason.EVENT_INDEX)
                                .use(1)
                                .suppress(SuppressionReason.EVENT_INDEX)
                                .rest(LONG)
                                .othersGoOn()));
    }

    @Test
    void interruptsCanBeLeftOff() throws Exception {
        assertCause(
                StallCause.INTERRUPTS_LEFT_OFF,
                diagnose(
                        CaptureLevel.REQUESTS,
                        false,
                        queue -> queue.traffic(30)
                                .publish(1)
                                .kick()
                                .take(0)
                                .rest(Duration.ofMillis(3))
                                .use(0)
                                .suppress(SuppressionReason.FLAGS)
                                .rest(LONG)
                                .othersGoOn()));
    }

    @Test
    void moderationCanHoldBackForGood() throws Exception {
        assertCause(
                StallCause.MODERATION_TIMER_LOST,
                diagnose(
                        CaptureLevel.REQUESTS,
                        true,
                        queue -> queue.traffic(3)
                                .publish(1)
                                .kick()
                                .take(0)
                                .use(0)
                                .suppress(SuppressionReason.DELAYED)
                                .rest(LONG)
                                .othersGoOn()));
    }

    @Test
    void aRequestThatIsTakenAndNotReturnedIsTheBackends() throws Exception {
        for (CaptureLevel level : CaptureLevel.values()) {
            Path trace = folder.resolve(level + ".vqtrace");
            ScriptedQueue.record(
                    trace, level, true, queue -> queue.publish(1).kick().take(0).rest(LONG));
            assertCause(
                    StallCause.BACKEND_HUNG, DiagnosedStall.of(trace).queues().get(0));
        }
    }

    @Test
    void aRequestThatIsKickedAndNotTakenIsTheBackendsToo() throws Exception {
        assertCause(
                StallCause.BACKEND_HUNG,
                diagnose(
                        true,
                        queue -> queue.traffic(5).publish(1).kick().rest(LONG).othersGoOn()));
    }

    @Test
    void aRingThatIsFullFromTheStartIsFull() throws Exception {
        assertCause(StallCause.QUEUE_FULL, diagnose(true, queue -> {
            queue.traffic(5).publish(ScriptedQueue.SIZE).kick();
            for (int head = 0; head < ScriptedQueue.SIZE; head++) {
                queue.take(head);
            }
            queue.rest(LONG);
        }));
    }

    @Test
    void aRingThatFillsBecauseNothingIsReturnedIsTheBackends() throws Exception {
        DiagnosedQueue queue = diagnose(true, script -> {
            script.traffic(150);
            for (int head = 0; head < ScriptedQueue.SIZE; head++) {
                script.publish(1).kick().take(head).rest(Duration.ofMillis(100));
            }
            script.rest(LONG);
        });
        assertCause(StallCause.BACKEND_HUNG, queue);
        assertEquals(StallCause.QUEUE_FULL.id(), queue.causes().get(1).cause());
    }

    @Test
    void aStoppedQueueThatIsKickedIsDisabled() throws Exception {
        assertCause(StallCause.QUEUE_DISABLED, diagnose(CaptureLevel.REQUESTS, true, queue -> {
            queue.traffic(5).publish(1).kick().take(0);
            queue.device.queueReset(0);
            queue.kick().rest(LONG).othersGoOn();
        }));
    }

    @Test
    void aDeviceResetEndsWhatTheDriverWaitsFor() throws Exception {
        assertCause(StallCause.RESET_IN_FLIGHT, diagnose(CaptureLevel.REQUESTS, true, queue -> {
            queue.traffic(5).publish(1).kick().take(0);
            queue.device.status(0);
            queue.device.deviceReset();
            queue.rest(LONG);
            queue.device.statusRead(0);
        }));
    }

    @Test
    void aDeviceThatAsksForAResetWaitsForIt() throws Exception {
        assertCause(StallCause.NEEDS_RESET_IGNORED, diagnose(CaptureLevel.REQUESTS, true, queue -> {
            queue.traffic(5).publish(1).kick().take(0);
            queue.device.statusRead(STATUS_BROKEN);
            queue.device.configChanged(0);
            queue.rest(LONG).kick();
        }));
    }

    @Test
    void aReceiveQueueWithoutBuffersStarves() throws Exception {
        Path trace = folder.resolve("rx.vqtrace");
        try (ScriptedQueue queue = new ScriptedQueue(trace, CaptureLevel.REQUESTS, DeviceType.NET, 0, true)) {
            queue.traffic(5);
            queue.probe.drop(1, 1500);
            queue.rest(LONG);
            queue.probe.drop(1, 1500);
        }
        assertCause(StallCause.RX_STARVED, DiagnosedStall.of(trace).queues().get(0));
    }

    @Test
    void parkedBuffersAreWell() throws Exception {
        Path trace = folder.resolve("rx.vqtrace");
        try (ScriptedQueue queue = new ScriptedQueue(trace, CaptureLevel.FULL, DeviceType.NET, 0, true)) {
            queue.publish(6).take(0).take(1).rest(LONG).othersGoOn();
        }
        DiagnoseModel model = DiagnosedStall.of(trace);
        assertFalse(model.stalled(), model.sentence());
        assertTrue(model.sentence().startsWith("No stall"), model.sentence());
    }

    @Test
    void aQueueWithNothingToDoIsWell() throws Exception {
        for (boolean eventIdx : new boolean[] {true, false}) {
            for (CaptureLevel level : CaptureLevel.values()) {
                Path trace = folder.resolve(level + "-" + eventIdx + ".vqtrace");
                ScriptedQueue.record(
                        trace,
                        level,
                        eventIdx,
                        queue -> queue.traffic(200).rest(LONG).othersGoOn());
                DiagnoseModel model = DiagnosedStall.of(trace);
                assertNone(model.queues().get(0));
                assertTrue(model.sentence().startsWith("No stall"), model.sentence());
            }
        }
    }

    @Test
    void aDriverThatPollsNeedsNoInterrupt() throws Exception {
        assertNone(diagnose(true, queue -> {
            for (int i = 0; i < 300; i++) {
                queue.publish(1).kick().take(i % 4).use(i % 4).suppress(SuppressionReason.EVENT_INDEX);
                queue.rest(Duration.ofMillis(1));
            }
            queue.rest(LONG).othersGoOn();
        }));
    }

    @Test
    void aDriverAtWorkWhenTheLastCompletionCameIsWell() throws Exception {
        assertNone(diagnose(
                true,
                queue -> queue.traffic(50)
                        .publish(2)
                        .kick()
                        .take(0)
                        .take(1)
                        .use(0)
                        .interrupt()
                        .use(1)
                        .suppress(SuppressionReason.EVENT_INDEX)
                        .rest(LONG)
                        .othersGoOn()));
    }

    @Test
    void whatIsOverIsNoStallAnyMore() throws Exception {
        DiagnosedQueue queue = diagnose(
                true,
                script -> script.traffic(20)
                        .publish(1)
                        .kick()
                        .take(0)
                        .rest(LONG)
                        .use(0)
                        .interrupt()
                        .traffic(20)
                        .othersGoOn());
        assertEquals("recovered", queue.state());
        assertEquals(StallCause.BACKEND_HUNG.id(), queue.causes().get(0).cause());
    }
}
