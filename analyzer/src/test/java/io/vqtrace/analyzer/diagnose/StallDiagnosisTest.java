package io.vqtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.RankedCause;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.StallRecording;
import io.vqtrace.testkit.StallWindow;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.Workload;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of the testkit to stall a queue: its cause is named first, whichever ring, and wherever the trace is cut. */
class StallDiagnosisTest {
    private static final int REQUESTS_BEFORE = 150;
    private static final long SEED = 7;
    private static final int ROUNDS = Integer.getInteger("vqtrace.rounds", 1);

    @TempDir
    Path folder;

    private static List<StallCause> expected(Stall stall) {
        return switch (stall) {
            case LOST_KICK, KICK_NOT_SENT -> List.of(StallCause.LOST_KICK);
            case STALE_AVAIL_EVENT -> List.of(StallCause.STALE_AVAIL_EVENT);
            case KICKS_LEFT_OFF -> List.of(StallCause.KICKS_LEFT_OFF);
            case LOST_INTERRUPT, INTERRUPT_NOT_SENT, USED_NOT_REAPED -> List.of(StallCause.LOST_INTERRUPT);
            case FROZEN_USED_EVENT -> List.of(StallCause.FROZEN_USED_EVENT);
            case INTERRUPTS_LEFT_OFF -> List.of(StallCause.INTERRUPTS_LEFT_OFF);
            case MODERATION_TIMER_LOST -> List.of(StallCause.MODERATION_TIMER_LOST);
            case NOTHING_TAKEN, BACKEND_HUNG, BACKEND_HUNG_ONCE -> List.of(StallCause.BACKEND_HUNG);
            case QUEUE_FULL -> List.of(StallCause.QUEUE_FULL);
            case QUEUE_DISABLED -> List.of(StallCause.QUEUE_DISABLED);
            case RX_STARVED -> List.of(StallCause.RX_STARVED);
            case DEVICE_RESET_IN_FLIGHT -> List.of(StallCause.RESET_IN_FLIGHT);
            // Without its beginning the trace shows a queue that is off, and not what was in flight.
            case QUEUE_RESET_IN_FLIGHT -> List.of(StallCause.RESET_IN_FLIGHT, StallCause.QUEUE_DISABLED);
            case NEEDS_RESET_IGNORED -> List.of(StallCause.NEEDS_RESET_IGNORED);
            case DRIVER_SILENT, SLOW_BACKEND -> List.of();
        };
    }

    private static TestbedBuilder testbed(Stall stall, boolean packed, long seed) {
        TestbedBuilder testbed = Testbed.builder()
                .seed(seed)
                .packed(packed)
                .workload(Workload.closedLoop(4).think(Duration.ofMillis(1)))
                .stall(stall)
                .stallAfter(REQUESTS_BEFORE);
        return stall.onRequestQueues()
                ? testbed
                : testbed.device(DeviceType.NET).receiveRate(3000);
    }

    private DiagnoseModel diagnose(TestbedBuilder testbed, CaptureLevel level, StallWindow window, boolean look)
            throws Exception {
        Path trace = folder.resolve(level + "-" + window + "-" + System.nanoTime() + ".vqtrace");
        StallRecording recording = StallRecording.of(testbed).level(level).window(window);
        (look ? recording : recording.withoutLook()).write(trace);
        return DiagnosedStall.of(trace);
    }

    private static void assertFirst(List<StallCause> expected, DiagnoseModel model, String run) {
        String text = run + "\n" + model;
        if (expected.isEmpty()) {
            assertFalse(model.stalled(), text);
            assertTrue(model.sentence().startsWith("No stall"), text);
            return;
        }
        DiagnosedQueue worst = model.queues().get(0);
        assertFalse(worst.causes().isEmpty(), text);
        assertTrue(
                expected.stream()
                        .anyMatch(
                                cause -> cause.id().equals(worst.causes().get(0).cause())),
                text);
        assertFalse(worst.causes().get(0).evidence().isEmpty(), text);
        assertFalse(worst.captureNext().isEmpty(), text);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheCauseFirst(Stall stall) throws Exception {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            boolean packed = (seed + stall.ordinal()) % 2 == 0;
            DiagnoseModel model =
                    diagnose(testbed(stall, packed, seed), CaptureLevel.FULL, StallWindow.ENDS_INSIDE, true);
            String run = stall + " packed " + packed + " seed " + seed;
            assertFirst(expected(stall), model, run);
            // A ring that is full and still served now and then is slow, not stalled.
            boolean stands = !stall.healthy() && stall != Stall.QUEUE_FULL;
            assertEquals(stands, model.stalled(), run + "\n" + model);
        }
    }

    /** What the device is not told of is in no trace of this level: then nothing is called a stall that is not seen. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "LOST_KICK",
                "STALE_AVAIL_EVENT",
                "LOST_INTERRUPT",
                "FROZEN_USED_EVENT",
                "NOTHING_TAKEN",
                "BACKEND_HUNG",
                "RX_STARVED",
                "DRIVER_SILENT"
            })
    void saysNoMoreThanTheLevelShows(Stall stall) throws Exception {
        DiagnoseModel model =
                diagnose(testbed(stall, false, SEED), CaptureLevel.REQUESTS, StallWindow.ENDS_INSIDE, true);
        switch (stall) {
            case LOST_KICK, STALE_AVAIL_EVENT -> {
                assertFalse(model.stalled(), model.toString());
                assertTrue(
                        model.queues().get(0).causes().stream()
                                .map(RankedCause::confidence)
                                .allMatch(Confidence.POSSIBLE.label()::equals),
                        model.toString());
                assertTrue(model.queues().get(0).captureNext().toString().contains("level full"), model.toString());
            }
            default -> assertFirst(expected(stall), model, stall.toString());
        }
    }

    /** A dump that does not reach back to the cause still holds the tables, what is in flight, and each queue's last state. */
    @ParameterizedTest
    @EnumSource
    void needsNoBeginning(Stall stall) throws Exception {
        for (boolean packed : new boolean[] {false, true}) {
            for (boolean net : new boolean[] {false, true}) {
                for (boolean look : new boolean[] {true, false}) {
                    TestbedBuilder testbed = testbed(stall, packed, SEED);
                    if (net && stall.onRequestQueues()) {
                        testbed.device(DeviceType.NET);
                    }
                    String run = stall + " packed " + packed + " net " + net + " look " + look;
                    try {
                        assertFirst(
                                expected(stall),
                                diagnose(testbed, CaptureLevel.FULL, StallWindow.STARTS_INSIDE, look),
                                run);
                        System.err.println("OK   " + run);
                    } catch (AssertionError e) {
                        System.err.println("FAIL " + run + "\n" + e.getMessage());
                    }
                }
            }
        }
    }

    /** A device that sleeps when the trace ends sees less than one that looks; what it was told remains. */
    @ParameterizedTest
    @EnumSource(names = {"STALE_AVAIL_EVENT", "LOST_INTERRUPT", "FROZEN_USED_EVENT", "NOTHING_TAKEN"})
    void needsNoLastLook(Stall stall) throws Exception {
        assertFirst(
                expected(stall),
                diagnose(testbed(stall, true, SEED), CaptureLevel.FULL, StallWindow.ENDS_INSIDE, false),
                stall.toString());
    }
}
