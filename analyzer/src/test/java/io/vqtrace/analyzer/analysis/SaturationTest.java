package io.vqtrace.analyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One synthetic queue for each saturation verdict. */
class SaturationTest {
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private SaturationModel.QueueSaturation judge(TestTrace trace) throws Exception {
        SessionOptions options =
                Analyses.prepareSaturation(SessionOptions.builder()).build();
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t" + System.nanoTime() + ".vqtrace")));
                TraceSession session = TraceSession.open(files, options)) {
            return Analyses.saturation(session).queues().get(0);
        }
    }

    private static TestTrace block() {
        return new TestTrace().device(0, "blk0", "virtio-blk");
    }

    /** One request after the other, each 1 ms in 2. */
    private static void oneDeep(TestTrace trace, long fromMs, int count) {
        for (int i = 0; i < count; i++) {
            trace.used(0, 0, (fromMs + 2L * i) * MS, (fromMs + 2L * i + 1) * MS);
        }
    }

    /**
     * Keeps {@code depth} in flight: every millisecond one completes, and the driver puts in the next one
     * {@code dipNs} later.
     */
    private static void deep(TestTrace trace, long fromMs, int count, int depth, long dipNs) {
        for (int i = 0; i < count; i++) {
            long pop = i < depth ? fromMs * MS : (fromMs + i - depth + 1) * MS + dipNs;
            trace.used(0, 0, pop, (fromMs + i + 1) * MS);
        }
    }

    private static TestTrace between(int depth) {
        TestTrace trace = block();
        oneDeep(trace, 0, 100);
        deep(trace, 1000, 1000, depth, 300_000);
        oneDeep(trace, 3000, 100);
        return trace;
    }

    @Test
    void ringFullWithOneEpisodeBetweenOneDeepLoads() throws Exception {
        SaturationModel.QueueSaturation queue = judge(between(8).queue(0, 0, 8).indirect(0, true));
        assertEquals("ring-full", queue.saturation().verdict());
        assertEquals(1, queue.episodes().size(), queue.episodes().toString());
        Episode worst = queue.saturation().worstEpisode();
        assertEquals(TestTrace.START_NS + 1000 * MS, worst.startNs());
        assertEquals(993 * MS, worst.durationNs(), "until the last refill's end");
        assertEquals(8, worst.depth());
    }

    @Test
    void withoutTheSizeItIsAPlateau() throws Exception {
        assertEquals("plateau at 8", judge(between(8)).saturation().verdict());
    }

    @Test
    void farBelowTheRingItIsAPlateau() throws Exception {
        SaturationModel.QueueSaturation queue =
                judge(between(8).queue(0, 0, 256).indirect(0, true));
        assertEquals("plateau at 8", queue.saturation().verdict());
        assertTrue(queue.episodes().stream().allMatch(episode -> episode.kind().equals("plateau")));
    }

    @Test
    void withoutIndirectDescriptorsCount() throws Exception {
        SaturationModel.QueueSaturation queue =
                judge(between(21).queue(0, 0, 64).indirect(0, false));
        assertEquals("ring-full", queue.saturation().verdict());
        assertEquals(63, queue.occupancyMax());
        assertEquals(1, queue.episodes().size(), queue.episodes().toString());
        assertEquals(
                "plateau at 21",
                judge(between(21).queue(0, 0, 64).indirect(0, true))
                        .saturation()
                        .verdict());
    }

    @Test
    void waitingRequestsTellCapFromPlateau() throws Exception {
        TestTrace trace = block().queue(0, 0, 256).indirect(0, true);
        for (int i = 0; i < 1000; i++) {
            long pop = i < 8 ? 0 : (i - 7L) * MS;
            trace.used(0, 0, Math.max(0, pop - 20 * MS), pop, (i + 1) * MS);
        }
        SaturationModel.QueueSaturation queue = judge(trace);
        assertEquals("capped at 8", queue.saturation().verdict());
        assertTrue(queue.waitingRatio() > 0.9, "waiting " + queue.waitingRatio());
    }

    @Test
    void backendBoundIfRequestsWaitBelowAnyCap() throws Exception {
        TestTrace trace = block().queue(0, 0, 256).indirect(0, true);
        for (int i = 0; i < 500; i++) {
            trace.used(0, 0, 2L * i * MS, 2L * i * MS + MS, 2L * i * MS + 2 * MS);
            trace.used(0, 0, 2L * i * MS, 2L * i * MS + MS / 2, 2L * i * MS + 2 * MS);
        }
        assertEquals("backend-bound", judge(trace).saturation().verdict());
    }

    @Test
    void busyOrOkByTheShareOfTheSpan() throws Exception {
        TestTrace busy = block();
        for (int i = 0; i < 100; i++) {
            busy.used(0, 0, 10L * i * MS, 10L * i * MS + 8 * MS);
        }
        assertEquals("busy", judge(busy).saturation().verdict());
    }

    @Test
    void okIfMostlyIdle() throws Exception {
        TestTrace ok = block();
        oneDeep(ok, 0, 100);
        assertEquals("ok", judge(ok).saturation().verdict());
    }

    @Test
    void idleWithoutRequests() throws Exception {
        assertEquals(
                "idle", judge(block().kick(0, 0, 0).kick(0, 0, MS)).saturation().verdict());
    }

    @Test
    void stalledOverridesAll() throws Exception {
        TestTrace trace = between(8).queue(0, 0, 8).indirect(0, true);
        trace.used(0, 0, 4000 * MS, 4150 * MS);
        SaturationModel.QueueSaturation queue = judge(trace);
        assertEquals("stalled", queue.saturation().verdict());
        assertEquals(150 * MS, queue.saturation().worstEpisode().durationNs());
    }

    @Test
    void publishedAndNeverTakenIsAStall() throws Exception {
        TestTrace trace = block();
        for (int i = 0; i < 100; i++) {
            avail(trace, i * MS, 1);
            trace.used(0, 0, i * MS, i * MS + 1000, i * MS + 2000);
        }
        avail(trace, 200 * MS, 4);
        SaturationModel.QueueSaturation queue = judge(trace.kick(0, 0, 900 * MS));
        assertEquals("stalled", queue.saturation().verdict());
        assertEquals(700 * MS, queue.saturation().worstEpisode().durationNs());
        assertEquals(4, queue.outstanding().max());
    }

    private static void avail(TestTrace trace, long ns, int count) {
        trace.row(EventKind.AVAIL, 0, 0, ns, row -> {
            row.count = count;
            row.flags = Observed.COUNT;
        });
    }

    @Test
    void heldSupplyBuffersAreNoStall() throws Exception {
        TestTrace trace = new TestTrace().device(0, "balloon0", "virtio-balloon");
        trace.used(0, 2, 0, 5000 * MS).used(0, 2, 5000 * MS, 9000 * MS);
        assertEquals("ok", judge(trace).saturation().verdict());
    }

    @Test
    void dropsStarveASupplyQueue() throws Exception {
        TestTrace trace = new TestTrace()
                .device(0, "net0", "virtio-net")
                .observable("used", "drop")
                .used(0, 0, 0, MS)
                .row(EventKind.DROP, 0, 0, 2 * MS, row -> {
                    row.count = 9;
                    row.flags = Observed.COUNT;
                });
        Saturation saturation = judge(trace).saturation();
        assertEquals("starved", saturation.verdict());
        assertTrue(saturation.evidence().get(0).startsWith("9 packets"), saturation.toString());
    }
}
