package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.SuppressionReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What charts take from the views, and what they say when the views hold too little. */
class QueriesTest {
    private static final ChartOptions ALL = ChartOptions.DEFAULT;
    private static final long START = ViewTables.START_NS;

    @TempDir
    Path folder;

    private static ChartOptions only(String device, Integer queue) {
        return new ChartOptions(1200, 700, null, null, device, queue);
    }

    private static Scope scope(ViewTables tables, ChartOptions options) throws Exception {
        return Scope.of(tables.views(), ViewTables.SPAN, options, ChartKind.LATENCY);
    }

    @ParameterizedTest
    @EnumSource(value = ChartKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NEGOTIATION")
    void drawsEveryKind(ChartKind kind) throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            Path file = folder.resolve("chart.svg");
            Charts.draw(kind, tables.connection(), ViewTables.SPAN, ALL).writeSvg(file);
            assertTrue(Files.readString(file).contains(": demo, "), "title");
        }
    }

    @ParameterizedTest
    @EnumSource(value = ChartKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NEGOTIATION")
    void saysWhatIsMissingWithoutTimes(ChartKind kind) throws Exception {
        try (ViewTables tables = new ViewTables()) {
            tables.run("update trace set clock_source = 'none'");
            String message = unavailable(tables, new TraceSpan("demo", null, null), kind, ALL);
            assertTrue(message.startsWith("demo has no times: a " + kind.label() + " chart needs"), message);
            assertTrue(message.contains("-msg timestamp=on"), message);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ChartKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NEGOTIATION")
    void saysWhatIsMissingWithoutRequests(ChartKind kind) throws Exception {
        try (ViewTables tables = new ViewTables()) {
            assertTrue(unavailable(tables, kind, ALL).contains("demo holds no request"));
        }
    }

    @Test
    void saysThatNoInterruptWasSeen() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            String message = unavailable(tables, ChartKind.MODERATION, only("net0", null));
            assertTrue(message.contains("no interrupt of the selected queues"), message);
        }
    }

    @Test
    void saysThatTheSelectionIsEmpty() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            assertTrue(unavailable(tables, ChartKind.DEPTH, only("disk9", 3)).contains("device disk9 queue 3"));
            ChartOptions late = new ChartOptions(1200, 700, START + 20_000_000_000L, null, null, null);
            assertTrue(unavailable(tables, ChartKind.DEPTH, late).contains("between --from and --to"));
        }
    }

    private static String unavailable(ViewTables tables, ChartKind kind, ChartOptions options) {
        return unavailable(tables, ViewTables.SPAN, kind, options);
    }

    private static String unavailable(ViewTables tables, TraceSpan span, ChartKind kind, ChartOptions options) {
        ChartUnavailableException e = assertThrows(
                ChartUnavailableException.class, () -> Charts.draw(kind, tables.connection(), span, options));
        assertEquals(1, e.getMessage().lines().count());
        return e.getMessage();
    }

    @Test
    void restrictsToDeviceQueueAndTime() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            assertEquals(
                    2000,
                    scope(tables, only("0xd0", null))
                            .header(List.of(), 0, "queue")
                            .requests());
            Scope one = scope(tables, only("disk0", 1));
            assertEquals(
                    "disk0 queue 1 (requestq)",
                    one.header(List.of(), 0, "queue").scope());
            ChartOptions second =
                    new ChartOptions(1200, 700, START + 1_000_000_000L, START + 2_000_000_000L, "disk0", 1);
            Scope window = scope(tables, second);
            // Every 10 ms one of 50 µs: 100 end in the second, none reaches over its start.
            assertEquals(100, window.queues().get(0).completed());
            LatencySeries series = LatencyQuery.read(tables.views(), window, second);
            assertEquals(100, Arrays.stream(series.panels().get(0).count()).sum());
        }
    }

    @Test
    void leavesSupplyQueuesOutOfLatency() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            LatencySeries both = LatencyQuery.read(tables.views(), scope(tables, only("net0", null)), ALL);
            assertEquals(40, Arrays.stream(both.panels().get(0).count()).sum());
            LatencySeries receive = LatencyQuery.read(tables.views(), scope(tables, only("net0", 0)), ALL);
            assertTrue(receive.header().notes().get(0).contains("not a request's latency"));
        }
    }

    @Test
    void takesNearestRankPercentiles() throws Exception {
        try (ViewTables tables = new ViewTables()) {
            tables.device(0, "disk0", "0xd0");
            tables.queue(0, "disk0", 0, "requestq", "request", 8);
            for (int i = 1; i <= 100; i++) {
                tables.requests(0, 0, 1, i * 1000L, 1_000_000L);
            }
            LatencyHistogram histogram = HistogramQuery.read(tables.views(), scope(tables, ALL), ALL);
            List<LatencyHistogram.Percentile> expected = List.of(
                    new LatencyHistogram.Percentile("p50", 50_000),
                    new LatencyHistogram.Percentile("p90", 90_000),
                    new LatencyHistogram.Percentile("p99", 99_000),
                    new LatencyHistogram.Percentile("p99.9", 100_000),
                    new LatencyHistogram.Percentile("max", 100_000));
            assertEquals(expected, histogram.panels().get(0).percentiles());
            assertEquals(100, Arrays.stream(histogram.panels().get(0).counts()).sum());
        }
    }

    @Test
    void countsIntoTheSameBinsAsTheDatabase() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            try (ViewTables tables = new ViewTables()) {
                tables.device(0, "disk0", "0xd0");
                tables.queue(0, "disk0", 0, "requestq", "request", 8);
                long[] latencies = new long[50];
                for (int i = 0; i < latencies.length; i++) {
                    latencies[i] = (long) Math.pow(10, random.nextDouble() * 6) * 1000 * random.nextInt(2);
                    tables.requests(0, 0, 1, latencies[i], 1_000_000L);
                }
                LatencyHistogram histogram = HistogramQuery.read(tables.views(), scope(tables, ALL), ALL);
                long[] expected = new long[histogram.bins().count()];
                for (long latency : latencies) {
                    expected[histogram.bins().indexOf(latency)]++;
                }
                assertArrayEquals(expected, histogram.panels().get(0).counts(), "seed " + seed);
            }
        }
    }

    @Test
    void showsRingFullWhereItsEpisodeIs() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            StateStrip strip = SaturationQuery.read(tables.views(), scope(tables, only("disk0", 0)), ALL);
            List<StateStrip.Span> full = strip.rows().get(0).spans().stream()
                    .filter(s -> s.state() == QueueState.RING_FULL)
                    .toList();
            assertEquals(1, full.size());
            assertEquals(3.0, strip.header().seconds(full.get(0).startNs()), 0.03);
            assertEquals(5.0, strip.header().seconds(full.get(0).endNs()), 0.03);
            long covered = strip.rows().get(0).spans().stream()
                    .mapToLong(s -> s.endNs() - s.startNs())
                    .sum();
            assertEquals(10_000_000_001L, covered, "spans cover the shown time without gap or overlap");
        }
    }

    @Test
    void marksRingSizeAndPlateau() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            DepthSeries series = DepthQuery.read(tables.views(), scope(tables, only("disk0", null)), ALL);
            assertEquals(8, series.panels().get(0).ringSize());
            assertNull(series.panels().get(0).plateau());
            assertNull(series.panels().get(0).outstanding());
            assertEquals(4, series.panels().get(1).plateau());
            assertEquals(
                    8,
                    Arrays.stream(series.panels().get(0).max())
                            .filter(v -> v > 0)
                            .max()
                            .orElseThrow());
        }
    }

    @Test
    void countsCompletionsSinceTheLastInterrupt() throws Exception {
        try (ViewTables tables = interruptsAfter(4, 1, 4)) {
            ModerationSeries series = ModerationQuery.read(tables.views(), scope(tables, ALL), ALL);
            assertEquals(List.of("1", "2", "3–4", "5–8"), series.classes());
            assertArrayEquals(new long[] {1, 0, 2, 0}, series.queues().get(0).interruptsByClass());
            assertTrue(series.header().notes().get(0).contains("since the interrupt before"));
        }
    }

    @Test
    void prefersTheCountOfTheRecorder() throws Exception {
        try (ViewTables tables = interruptsAfter(4, 1, 4)) {
            tables.run("update interrupts set \"count\" = 2");
            ModerationSeries series = ModerationQuery.read(tables.views(), scope(tables, ALL), ALL);
            assertArrayEquals(new long[] {0, 3, 0, 0}, series.queues().get(0).interruptsByClass());
        }
    }

    @Test
    void sumsSuppressedCompletionsByReason() throws Exception {
        try (ViewTables tables = interruptsAfter(4, 1, 4)) {
            tables.run(
                    "insert into suppression_decisions values (0, 0, %1$d, 'delayed', 3), (0, 0, %1$d, 'delayed', 2),"
                                    .formatted(START + 1_000_000L)
                            + " (0, 0, %d, 'event_index', 7), (0, 1, %1$d, 'flags', 1), (0, 0, %1$d, null, 1)"
                                    .formatted(START + 2_000_000L));
            ModerationSeries series = ModerationQuery.read(tables.views(), scope(tables, ALL), ALL);
            assertEquals(
                    List.of(SuppressionReason.EVENT_INDEX, SuppressionReason.DELAYED),
                    series.suppressions().stream()
                            .map(ModerationSeries.Suppression::reason)
                            .toList(),
                    "not the other queue's, and none without a reason");
            double seconds = series.buckets().widthSeconds();
            assertEquals(
                    7, Arrays.stream(series.suppressions().get(0).perSecond()).sum() * seconds, 1e-9);
            assertEquals(
                    5, Arrays.stream(series.suppressions().get(1).perSecond()).sum() * seconds, 1e-9);
        }
    }

    /** One queue whose interrupts each follow so many completions. */
    private static ViewTables interruptsAfter(int... completions) throws SQLException {
        ViewTables tables = new ViewTables();
        tables.device(0, "disk0", "0xd0");
        tables.queue(0, "disk0", 0, "requestq", "request", 8);
        tables.requests(0, 0, Arrays.stream(completions).sum(), 10_000, 1_000_000);
        int done = 0;
        for (int n : completions) {
            done += n;
            tables.run("insert into interrupts values (0, 0, %d, null)".formatted(START + done * 1_000_000L + 10_000));
        }
        return tables;
    }

    @Test
    void leavesOutTheQueuesWithFewestRequests() throws Exception {
        try (ViewTables tables = new ViewTables()) {
            tables.device(0, "disk0", "0xd0");
            for (int q = 0; q < 64; q++) {
                tables.queue(0, "disk0", q, "requestq", "request", 8);
                tables.requests(0, q, 1 + q, 10_000, 10_000_000);
            }
            DepthSeries series = DepthQuery.read(tables.views(), scope(tables, ALL), ALL);
            assertEquals(
                    "queue 63 (requestq)",
                    series.panels().get(series.panels().size() - 1).label());
            assertFalse(series.panels().stream().anyMatch(p -> p.label().equals("queue 0 (requestq)")));
            int left = 64 - series.panels().size();
            assertTrue(series.header().notes().contains(left + " queues with fewer requests left out"));
        }
    }

    @Test
    void showsARequestThatNeverEnded() throws Exception {
        try (ViewTables tables = new ViewTables()) {
            tables.device(0, "disk0", "0xd0");
            tables.queue(0, "disk0", 0, "requestq", "request", 8);
            tables.run("insert into requests values (0, 0, %d, null, null, null, 'open')".formatted(START + 5));
            tables.run("insert into depth values (0, 0, %d, %d, 1, 1, null, null)"
                    .formatted(START + 5, START + 10_000_000_000L));
            DepthSeries series = DepthQuery.read(tables.views(), scope(tables, ALL), ALL);
            assertEquals(1, series.panels().get(0).max()[50]);
            String message = unavailable(tables, ChartKind.LATENCY, ALL);
            assertTrue(message.contains("no completed request"), message);
        }
    }

    @Test
    void givesRatesPerSecondAndNullForWhatWasNotSeen() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            RateSeries series = RatesQuery.read(tables.views(), scope(tables, only("disk0", 1)), ALL);
            double[] requests = series.panels().get(0).requests();
            double sum = Arrays.stream(requests).sum() * series.buckets().widthSeconds();
            assertEquals(800, sum, 8);
            assertNull(RatesQuery.read(tables.views(), scope(tables, only("net0", null)), ALL)
                    .panels()
                    .get(0)
                    .kicks());
        }
    }

    @Test
    void outstandingIsShownWhereItWasSeen() throws Exception {
        try (ViewTables tables = ViewTables.twoDevices()) {
            tables.run("update depth set outstanding_max = 20, outstanding_mean = 12.5 where queue = 0");
            DepthSeries series = DepthQuery.read(tables.views(), scope(tables, only("disk0", null)), ALL);
            DepthSeries.Levels outstanding = series.panels().get(0).outstanding();
            assertEquals(
                    20,
                    Arrays.stream(outstanding.max())
                            .filter(max -> max > 0)
                            .max()
                            .orElse(0));
            assertTrue(Arrays.stream(outstanding.mean()).anyMatch(mean -> Math.abs(mean - 12.5) < 1e-9));
            assertNull(series.panels().get(1).outstanding());
        }
    }
}
