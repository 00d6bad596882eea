package io.vqtrace.analyzer.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares runs of the reference driver and device, of which it is known whether they differ. */
class TraceDiffTest {
    private static final int REQUESTS = 4000;
    private static final DiffOptions OPTIONS = new DiffOptions(1, 0.95, 400, 0, false, Map.of(), List.of());

    @TempDir
    private Path folder;

    /** Workloads whose requests depend on each other in different ways. */
    private enum Load {
        /** A server that is busy three quarters of the time, so that one slow request delays many. */
        OPEN_QUEUEING(Workload.openLoop(5000), 1, Moderation.NONE, InterruptPolicy.NAPI),
        /** Requests in bursts of 40, which queue up behind each other. */
        OPEN_BURSTS(Workload.openLoop(5000).bursts(40), 4, Moderation.NONE, InterruptPolicy.NAPI),
        /** A closed loop with moderation, so that requests come back in groups and follow in groups. */
        CLOSED_BURSTS(Workload.closedLoop(64), 8, Moderation.of(32, Duration.ofNanos(50_000)), InterruptPolicy.DELAYED),
        /** A closed loop that waits between requests. */
        CLOSED_THINKING(Workload.closedLoop(16).think(Duration.ofMillis(3)), 2, Moderation.NONE, InterruptPolicy.NAPI);

        private final Workload workload;
        private final int servers;
        private final Moderation moderation;
        private final InterruptPolicy policy;

        Load(Workload workload, int servers, Moderation moderation, InterruptPolicy policy) {
            this.workload = workload;
            this.servers = servers;
            this.moderation = moderation;
            this.policy = policy;
        }

        UnaryOperator<TestbedBuilder> serving(long nanos) {
            return testbed -> testbed.servers(servers)
                    .moderation(moderation)
                    .interrupts(policy)
                    .serviceTime(ServiceTime.lognormal(Duration.ofNanos(nanos), 0.5))
                    .workload(workload);
        }
    }

    private static long[] seeds(int count) {
        return LongStream.rangeClosed(1, (long) count * Integer.getInteger("vqtrace.rounds", 1))
                .toArray();
    }

    /** Of comparisons of like with like, at most 8 % have an interval without zero and 2 % are called a change. */
    @ParameterizedTest
    @EnumSource(Load.class)
    void noiseIsNotSoldAsAChange(Load load) throws Exception {
        List<TraceProfile> runs = new TestbedRuns(folder).profiles(seeds(8), REQUESTS, load.serving(150_000));
        int compared = 0;
        int outside = 0;
        List<String> called = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (int j = i + 1; j < Math.min(runs.size(), i + 4); j++) {
                for (MetricDiff metric : onlyQueue(TraceDiff.of(runs.get(i), runs.get(j), OPTIONS))) {
                    if (metric.low() != null) {
                        compared++;
                        outside += metric.low() > 0 || metric.high() < 0 ? 1 : 0;
                        if (metric.verdict().shown()) {
                            called.add(
                                    runs.get(i).name() + " and " + runs.get(j).name() + ": " + metric);
                        }
                    }
                }
            }
        }
        assertTrue(compared >= 200, load + ": " + compared + " comparisons");
        assertTrue(outside <= 0.08 * compared, load + ": " + outside + " of " + compared);
        assertTrue(called.size() <= 0.02 * compared, load + ": " + called);
    }

    /** Always found; the interval, of 95 %, holds the tenth in nine runs of ten at least. */
    @ParameterizedTest
    @EnumSource(Load.class)
    void aTenthMoreServiceTimeIsFound(Load load) throws Exception {
        TestbedRuns runs = new TestbedRuns(folder);
        long[] seeds = seeds(2);
        List<String> missed = new ArrayList<>();
        for (long seed : seeds) {
            TraceProfile before = runs.profile(seed, 2 * REQUESTS, load.serving(150_000));
            TraceProfile after = runs.profile(seed + 100, 2 * REQUESTS, load.serving(165_000));
            MetricDiff mean = metric(TraceDiff.of(before, after, OPTIONS), "service_mean_ns");
            assertEquals(Change.WORSE, mean.verdict(), load + " seed " + seed + ": " + mean);
            if (mean.low() > 0.1 || mean.high() < 0.1) {
                missed.add("seed " + seed + ": " + mean);
            }
            MetricDiff back = metric(TraceDiff.of(after, before, OPTIONS), "service_mean_ns");
            assertEquals(Change.BETTER, back.verdict(), load + " seed " + seed + ": " + back);
        }
        assertTrue(missed.size() <= seeds.length / 10, load + ": " + missed);
    }

    @Test
    void theSeedDecidesTheDrawsAndTheLeastEffectWhatIsShown() throws Exception {
        TestbedRuns runs = new TestbedRuns(folder);
        TraceProfile before = runs.profile(1, REQUESTS, Load.CLOSED_BURSTS.serving(150_000));
        TraceProfile after = runs.profile(2, REQUESTS, Load.CLOSED_BURSTS.serving(180_000));
        DiffModel first = TraceDiff.of(before, after, OPTIONS);
        assertEquals(first, TraceDiff.of(before, after, OPTIONS));
        DiffOptions other = new DiffOptions(2, 0.95, 400, 0.5, false, Map.of(), List.of());
        MetricDiff mean = metric(TraceDiff.of(before, after, other), "service_mean_ns");
        assertNotEquals(metric(first, "service_mean_ns").low(), mean.low());
        assertEquals(Change.NONE, mean.verdict());
        assertEquals("under the least effect", mean.reason());
    }

    @Test
    void aTraceEqualsItself() throws Exception {
        TraceProfile run = new TestbedRuns(folder).profile(1, REQUESTS, Load.OPEN_BURSTS.serving(150_000));
        DiffModel model = TraceDiff.of(run, run, OPTIONS);
        assertEquals(List.of(), model.findings());
        assertTrue(onlyQueue(model).stream()
                .allMatch(metric -> metric.verdict() == Change.NONE || metric.verdict() == Change.NOT_COMPARABLE));
        assertEquals(0.0, metric(model, "service_p50_ns").change());
    }

    @Test
    void fewRequestsAreSaidToBeFew() throws Exception {
        TestbedRuns runs = new TestbedRuns(folder);
        TraceProfile before = runs.profile(1, 20, Load.CLOSED_BURSTS.serving(150_000));
        TraceProfile after = runs.profile(2, REQUESTS, Load.CLOSED_BURSTS.serving(300_000));
        MetricDiff mean = metric(TraceDiff.of(before, after, OPTIONS), "service_mean_ns");
        assertEquals(Change.NOT_COMPARABLE, mean.verdict());
        assertEquals("A: too few requests", mean.reason());
    }

    private static List<MetricDiff> onlyQueue(DiffModel model) {
        assertEquals(1, model.queues().size());
        return model.queues().get(0).metrics();
    }

    private static MetricDiff metric(DiffModel model, String key) {
        return onlyQueue(model).stream()
                .filter(metric -> metric.metric().key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
