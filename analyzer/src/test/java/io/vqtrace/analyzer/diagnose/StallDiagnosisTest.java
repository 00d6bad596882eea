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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of the testkit to stall a queue: its cause is named first, whichever ring, and wherever the trace is cut. */
class StallDiagnosisTest {
    private static final int REQUESTS_BEFORE = 150;
    private static final long SEED = 7;
    private static final int ROUNDS = Integer.getInteger("vqtrace.rounds", 1);

    /** What the device is not told of, and sees only if it looks. */
    private static final Set<Stall> UNSEEN = EnumSet.of(Stall.LOST_KICK, Stall.KICK_NOT_SENT);

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

    /** At this level no event tells what was published and what either side asked for; the recorder's last look does. */
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
    void needsNoEventOfWhatTheLevelLeavesOut(Stall stall) throws Exception {
        for (StallWindow window : List.of(StallWindow.ENDS_INSIDE, StallWindow.STARTS_INSIDE)) {
            assertFirst(
                    expected(stall),
                    diagnose(testbed(stall, false, SEED), CaptureLevel.REQUESTS, window, true),
                    stall + " " + window);
        }
    }

    /** A lost kick of which the device does not know is no stall: nothing is in the trace of it, whatever the level. */
    @ParameterizedTest
    @EnumSource(names = {"LOST_KICK", "KICK_NOT_SENT", "DRIVER_SILENT"})
    void callsNothingAStallThatIsNotSeen(Stall stall) throws Exception {
        for (CaptureLevel level : CaptureLevel.values()) {
            DiagnoseModel model = diagnose(testbed(stall, false, SEED), level, StallWindow.ENDS_INSIDE, false);
            assertFalse(model.stalled(), model.toString());
            assertTrue(
                    model.queues().get(0).causes().stream()
                            .map(RankedCause::confidence)
                            .allMatch(Confidence.POSSIBLE.label()::equals),
                    model.toString());
        }
    }

    /** A dump that does not reach back to the cause still holds the tables, what is in flight, and each queue's last state. */
    @ParameterizedTest
    @EnumSource
    void needsNoBeginning(Stall stall) throws Exception {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            assertNeedsNoBeginning(stall, seed);
        }
    }

    private void assertNeedsNoBeginning(Stall stall, long seed) throws Exception {
        for (int variant = 0; variant < 4; variant++) {
            boolean packed = variant % 2 == 1;
            boolean net = variant / 2 == 1;
            TestbedBuilder testbed = testbed(stall, packed, seed);
            if (net) {
                testbed.device(DeviceType.NET);
            }
            // A chain that nobody tells a sleeping device of is known only if it looks.
            boolean look = packed == net || UNSEEN.contains(stall);
            assertFirst(
                    expected(stall),
                    diagnose(testbed, CaptureLevel.FULL, StallWindow.STARTS_INSIDE, look),
                    stall + " packed " + packed + " net " + net + " look " + look + " seed " + seed);
        }
    }

    /** In these runs the driver's timer makes it publish right after the interrupt that it never got, or took and ignored. */
    @ParameterizedTest
    @EnumSource(names = {"LOST_INTERRUPT", "USED_NOT_REAPED"})
    void publishingIsNoReaction(Stall stall) throws Exception {
        for (long seed : new long[] {8, 43}) {
            assertNeedsNoBeginning(stall, seed);
        }
    }

    /** The same of a stream: its other queue goes on until the byte budget has taken the beginning away. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DEVICE_RESET_IN_FLIGHT", "NEEDS_RESET_IGNORED"})
    void needsNoOlderSegments(Stall stall) throws Exception {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            boolean packed = (seed + stall.ordinal()) % 2 == 0;
            assertFirst(
                    expected(stall),
                    diagnose(
                            testbed(stall, packed, seed).queues(2),
                            CaptureLevel.FULL,
                            StallWindow.SEGMENTS_DELETED,
                            UNSEEN.contains(stall)),
                    stall + " packed " + packed + " seed " + seed);
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
