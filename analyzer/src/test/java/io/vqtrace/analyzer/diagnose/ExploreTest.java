package io.vqtrace.analyzer.diagnose;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.testkit.*;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreTest {
    @TempDir Path folder;

    static TestbedBuilder random(long seed, Stall stall) {
        Random random = new Random(seed * 1000 + stall.ordinal());
        boolean net = !stall.onRequestQueues() || random.nextInt(3) == 0;
        int queues = 1 + random.nextInt(3);
        int first = net && stall.onRequestQueues() ? 1 : 0;
        return Testbed.builder().seed(seed).device(net ? DeviceType.NET : DeviceType.BLK).queues(queues)
                .packed(random.nextInt(2) == 0)
                .transport(random.nextInt(2) == 0 ? TransportKind.MMIO : TransportKind.PCI)
                .eventIdx(random.nextInt(2) == 0).indirect(random.nextInt(2) == 0)
                .interrupts(InterruptPolicy.values()[random.nextInt(3)])
                .suppressKicks(random.nextInt(3) > 0).servers(4 + random.nextInt(12))
                .workload(random.nextInt(2) == 0
                        ? Workload.closedLoop(1 + random.nextInt(8)).think(Duration.ofNanos(1_500_000))
                        : Workload.openLoop(3_000))
                .receiveRate(random.nextInt(2) * 3_000.0)
                .stall(stall).stallQueue(first + random.nextInt(queues) * (net ? 2 : 1))
                .stallAt(Duration.ofMillis(60));
    }

    private String first(TestbedBuilder b, StallWindow w, int queue) throws Exception {
        Path trace = folder.resolve(System.nanoTime() + ".vqtrace");
        StallRecording.of(b).level(CaptureLevel.FULL).window(w).write(trace);
        DiagnoseModel m = DiagnosedStall.of(trace);
        var q = m.queues().stream().filter(x -> x.queue() == queue).findFirst().orElse(null);
        String others = m.queues().stream().filter(x -> x.queue() != queue && x.state().equals("stalled")).map(x -> " OTHER " + x.queue() + x.causes().get(0)).reduce("", String::concat);
        return q == null ? "none" : q.state() + "/" + (q.causes().isEmpty() ? "-" : q.causes().get(0).cause()+ "/" + q.causes().get(0).confidence())+others;
    }

    @Test
    void explore() throws Exception {
        for (Stall stall : Stall.values()) {
            int ok = 0, n = 0;
            for (long seed = 1; seed <= Integer.getInteger("seeds", 8); seed++) {
                try {
                    TestbedBuilder b = random(seed, stall);
                    int queue = Integer.parseInt(String.valueOf(b).replaceAll("(?s).*stallQueue=(\\d+).*", "$1").replaceAll("\\D.*", "0").isEmpty() ? "0" : "0");
                    Random r = new Random(seed * 1000 + stall.ordinal());
                    boolean net = !stall.onRequestQueues() || r.nextInt(3) == 0; int queues = 1 + r.nextInt(3);
                    int f = net && stall.onRequestQueues() ? 1 : 0;
                    boolean p = r.nextInt(2) == 0; boolean mmio = r.nextInt(2) == 0; boolean ev = r.nextInt(2) == 0; boolean ind = r.nextInt(2) == 0;
                    int pol = r.nextInt(3); boolean sk = r.nextInt(3) > 0; int servers = r.nextInt(12); boolean closed = r.nextInt(2) == 0; int dep = closed ? r.nextInt(8) : 0; r.nextInt(2);
                    queue = f + r.nextInt(queues) * (net ? 2 : 1);
                    String whole = first(random(seed, stall), StallWindow.WHOLE, queue);
                    String late = first(random(seed, stall), StallWindow.STARTS_INSIDE, queue);
                    System.err.println("X " + stall + " " + seed + " net=" + net + " packed=" + p + " ev=" + ev + " ind=" + ind + " pol=" + InterruptPolicy.values()[pol] + " closed=" + closed + dep + " q" + queue + "/" + queues + " WHOLE " + whole + " LATE " + late);
                } catch (IllegalArgumentException | IllegalStateException e) {
                    System.err.println("X " + stall + " " + seed + " SKIP " + e.getMessage());
                }
            }
        }
    }
}
