package io.vqtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.Moderation;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that asks for nothing more leaves completions that it was not told of, and kicks that are switched off. */
class HealthyIdleTest {
    private static final List<Workload> WORKLOADS = List.of(
            Workload.closedLoop(1).think(Duration.ofMillis(1)),
            Workload.closedLoop(32).think(Duration.ofMillis(5)),
            Workload.closedLoop(16).mix(0.5, 0.1).sizes(512, 65_536).think(Duration.ofMillis(3)),
            Workload.openLoop(3_000),
            Workload.openLoop(3_000).bursts(64),
            Workload.openLoop(500).bursts(8).inSequence());

    private static final int SEEDS = 4 * Integer.getInteger("vqtrace.rounds", 1);

    @TempDir
    Path folder;

    private static TestbedBuilder testbed(Workload workload, Random random) {
        boolean net = random.nextInt(3) == 0;
        return Testbed.builder()
                .seed(random.nextLong())
                .device(net ? DeviceType.NET : DeviceType.BLK)
                .queues(1 + random.nextInt(2))
                .ringSize(64 << random.nextInt(3))
                .packed(random.nextBoolean())
                .eventIdx(random.nextInt(3) > 0)
                .indirect(random.nextBoolean())
                .interrupts(InterruptPolicy.values()[random.nextInt(InterruptPolicy.values().length)])
                .moderation(random.nextInt(3) == 0 ? Moderation.of(8, Duration.ofNanos(50_000)) : Moderation.NONE)
                .suppressKicks(random.nextBoolean())
                .receiveRate(random.nextInt(2) * 3_000.0)
                .workload(workload)
                .stall(Stall.DRIVER_SILENT)
                .stallQueue(net ? 1 : 0)
                .stallAt(Duration.ofMillis(60));
    }

    @Test
    void isNoStallThoughTheTraceBeginsLate() throws Exception {
        for (Workload workload : WORKLOADS) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                Random random = new Random(seed);
                CaptureLevel level = random.nextBoolean() ? CaptureLevel.FULL : CaptureLevel.REQUESTS;
                Path trace = folder.resolve(WORKLOADS.indexOf(workload) + "-" + seed + ".vqtrace");
                StallRecording recording = StallRecording.of(testbed(workload, random))
                        .level(level)
                        .window(StallWindow.STARTS_INSIDE);
                (random.nextBoolean() ? recording : recording.withoutLook()).write(trace);
                DiagnoseModel model = DiagnosedStall.of(trace);
                String run = workload + " seed " + seed + " level " + level + "\n" + model;
                assertFalse(model.stalled(), run);
                assertTrue(model.sentence().startsWith("No stall"), run);
            }
        }
    }
}
