package io.vqtrace.analyzer.diagnose;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.testkit.*;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixProbe {
    @TempDir
    Path folder;

    static final Map<String, String> EXPECTED = new HashMap<>();

    static {
        EXPECTED.put("LOST_KICK", "lost_kick");
        EXPECTED.put("KICK_NOT_SENT", "lost_kick");
        EXPECTED.put("STALE_AVAIL_EVENT", "stale_avail_event");
        EXPECTED.put("KICKS_LEFT_OFF", "kicks_left_off");
        EXPECTED.put("LOST_INTERRUPT", "lost_interrupt");
        EXPECTED.put("INTERRUPT_NOT_SENT", "lost_interrupt");
        EXPECTED.put("FROZEN_USED_EVENT", "frozen_used_event");
        EXPECTED.put("INTERRUPTS_LEFT_OFF", "interrupts_left_off");
        EXPECTED.put("MODERATION_TIMER_LOST", "moderation_timer_lost");
        EXPECTED.put("NOTHING_TAKEN", "backend_hung");
        EXPECTED.put("BACKEND_HUNG", "backend_hung");
        EXPECTED.put("BACKEND_HUNG_ONCE", "backend_hung");
        EXPECTED.put("QUEUE_FULL", "queue_full");
        EXPECTED.put("USED_NOT_REAPED", "lost_interrupt");
        EXPECTED.put("QUEUE_DISABLED", "queue_disabled");
        EXPECTED.put("RX_STARVED", "rx_starved");
        EXPECTED.put("DEVICE_RESET_IN_FLIGHT", "reset_in_flight");
        EXPECTED.put("QUEUE_RESET_IN_FLIGHT", "reset_in_flight");
        EXPECTED.put("NEEDS_RESET_IGNORED", "needs_reset_ignored");
        EXPECTED.put("DRIVER_SILENT", "");
        EXPECTED.put("SLOW_BACKEND", "");
    }

    @Test
    void matrix() throws Exception {
        StringBuilder out = new StringBuilder();
        int n = 0;
        int ok = 0;
        String only = System.getProperty("only", "");
        Path keep = Path.of("/tmp/diag-traces");
        Files.createDirectories(keep);
        for (Stall stall : Stall.values()) {
            if (!only.isEmpty() && !only.contains(stall.name())) continue;
            for (int variant = Integer.getInteger("vfrom", 0); variant < Integer.getInteger("vto", 3); variant++)
                for (boolean packed : new boolean[] {false, true})
                    for (CaptureLevel level : CaptureLevel.values())
                        for (StallWindow window : StallWindow.values())
                            for (boolean look : new boolean[] {true, false}) {
                                if (level == CaptureLevel.REQUESTS && !look) continue;
                                if (variant > 0 && (window == StallWindow.KILLED || !look)) continue;
                                String name = stall + " v" + variant + (packed ? " packed " : " split ") + level + " "
                                        + window + (look ? " look" : " nolook");
                                Path trace = folder.resolve("t" + n++ + ".vqtrace");
                                String result;
                                boolean good = false;
                                try {
                                    boolean net = !stall.onRequestQueues();
                                    TestbedBuilder bed = Testbed.builder()
                                            .seed(7 + variant)
                                            .packed(packed)
                                            .stall(stall)
                                            .stallAfter(200);
                                    if (variant == 0)
                                        bed.workload(Workload.closedLoop(4).think(Duration.ofMillis(1)));
                                    if (variant == 1)
                                        bed.workload(Workload.openLoop(3000)).queues(2);
                                    if (variant == 2)
                                        bed.workload(Workload.closedLoop(1).think(Duration.ofMillis(1)))
                                                .eventIdx(false);
                                    if (net)
                                        bed.device(DeviceType.NET).queues(1).receiveRate(3000);
                                    StallRecording rec =
                                            StallRecording.of(bed).level(level).window(window);
                                    if (!look) rec.withoutLook();
                                    Oracle o = rec.write(trace);
                                    DiagnoseModel m = DiagnosedStall.of(trace);
                                    result = m.stalled() + " | "
                                            + m.queues().stream()
                                                    .filter(x -> !x.state().equals("idle")
                                                            && !x.state().equals("ok"))
                                                    .map(x -> x.queue() + ":" + x.state()
                                                            + x.causes().stream()
                                                                    .map(c -> c.cause() + "/" + c.confidence())
                                                                    .toList())
                                                    .toList();
                                    String want = EXPECTED.get(stall.name());
                                    String first = m.queues().isEmpty()
                                                    || m.queues()
                                                            .get(0)
                                                            .causes()
                                                            .isEmpty()
                                            ? ""
                                            : m.queues().get(0).causes().get(0).cause();
                                    good = want.isEmpty() ? !m.stalled() : first.equals(want);
                                    if (!good) {
                                        new ProcessBuilder(
                                                        "cp",
                                                        "-r",
                                                        trace.toString(),
                                                        keep.resolve(name.replace(' ', '-'))
                                                                .toString())
                                                .start()
                                                .waitFor();
                                    }
                                } catch (IllegalStateException | IllegalArgumentException e) {
                                    result = "EXC "
                                            + e.getMessage()
                                                    .substring(
                                                            0,
                                                            Math.min(
                                                                    90,
                                                                    e.getMessage()
                                                                            .length()));
                                    good = false;
                                }
                                if (good) ok++;
                                out.append(good ? "OK  " : "BAD ")
                                        .append(name)
                                        .append(" => ")
                                        .append(result)
                                        .append('\n');
                            }
        }
        out.append("ok " + ok + " of " + n + "\n");
        Files.writeString(Path.of("/tmp/diag-matrix.txt"), out);
    }
}
