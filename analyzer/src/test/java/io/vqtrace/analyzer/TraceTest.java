package io.vqtrace.analyzer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.chart.Chart;
import io.vqtrace.analyzer.chart.ChartKind;
import io.vqtrace.analyzer.chart.ChartOptions;
import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.QueryException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingOptions;
import io.vqtrace.analyzer.simulate.CoalescingSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace as a program sees it gives what the commands give. */
class TraceTest {
    @TempDir
    static Path folder;

    private static Path path;
    private static Trace trace;

    @BeforeAll
    static void open() throws Exception {
        path = SampleTraces.of("recorder").write(folder.resolve("run.vqtrace"));
        trace = Trace.open(path);
    }

    @AfterAll
    static void close() throws Exception {
        trace.close();
    }

    @Test
    void answersWithTypedColumns() throws Exception {
        QueryResult result = trace.query("select device, service_ns, service_ns / 1000 as service_us from requests"
                + " where \"end\" = 'used' order by ts_pop");
        assertEquals(List.of("device", "service_ns", "service_us"), result.columns());
        assertArrayEquals(new long[] {4000, 4000, 1000, 1000, 6000, 500}, result.longs("service_ns"));
        assertArrayEquals(new double[] {4, 4, 1, 1, 6, 0.5}, result.doubles("service_us"));
        assertArrayEquals(new double[] {4000, 4000, 1000, 1000, 6000, 500}, result.doubles("service_ns"));
        assertEquals(
                List.of("disk"), result.strings("device").stream().distinct().toList());
        assertEquals(Arrays.<Object>asList("disk", 4000L, 4.0), result.rows().get(0));
    }

    @Test
    void unobservedValuesAreNullAndNeverTurnIntoNumbers() throws Exception {
        QueryResult result = trace.query("select notify_ns from requests order by ts_pop");
        assertEquals(Arrays.asList(4000L, 3000L, null, 500L, null, null, null), result.values("notify_ns", Long.class));
        String message = assertThrows(IllegalArgumentException.class, () -> result.longs("notify_ns"))
                .getMessage();
        assertTrue(message.contains("notify_ns is null in 4 of 7 rows"), message);
    }

    @Test
    void givesTheOneValueOfASingleCell() throws Exception {
        assertEquals(7L, trace.query("select count(*) from requests").value(Long.class));
        assertThrows(
                IllegalArgumentException.class,
                () -> trace.query("from requests").value(Long.class));
    }

    record Request(String device, int queue, long serviceNs, Long notifyNs) {}

    @Test
    void mapsRowsToRecordsByName() throws Exception {
        List<Request> requests = trace.query("from requests order by ts_pop limit 3", Request.class);
        assertEquals(
                List.of(
                        new Request("disk", 0, 4000, 4000L),
                        new Request("disk", 0, 4000, 3000L),
                        new Request("disk", 0, 1000, null)),
                requests);
    }

    record Strict(long notifyNs) {}

    record Wrong(long device) {}

    record Picky(int queue) {
        Picky {
            throw new IllegalStateException("no queue " + queue);
        }
    }

    @Test
    void saysWhyARowIsNoSuchRecord() {
        assertEquals(
                "component queue of record Request needs a column queue; the statement has device",
                refusal("select device from requests", Request.class));
        assertEquals(
                "component device of record Wrong: column device is VARCHAR, which is no long",
                refusal("select device from requests", Wrong.class));
        assertEquals(
                "row 2 has null for component notifyNs of record Strict: declare it as an object, such as Long",
                refusal("select notify_ns from requests order by ts_pop", Strict.class));
        assertEquals(
                "row 0 of column queue is 5000000000, too large for Integer",
                refusal("select 5000000000 as queue", Picky.class));
        assertEquals(
                "record Picky refuses row 0: java.lang.IllegalStateException: no queue 0",
                refusal("select queue from requests", Picky.class));
    }

    private static <T extends Record> String refusal(String sql, Class<T> type) {
        return assertThrows(IllegalArgumentException.class, () -> trace.query(sql, type))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from read_csv('/etc/passwd')",
                "copy requests to 'out.csv'",
                "set memory_limit = '1GB'",
                "drop view requests",
                "select getenv('HOME')",
                "from nowhere",
                "select nothing from requests",
                "selec 1"
            })
    void refusesWhatTheSqlCommandRefuses(String sql) {
        String message =
                assertThrows(QueryException.class, () -> trace.query(sql)).getMessage();
        assertFalse(message.isBlank() || message.contains("\n"), message);
        assertTrue(trace.complete(), "and goes on working");
    }

    @Test
    void printsAsTextAndAsHtml() throws Exception {
        QueryResult result = trace.query("select '<b>' as tag, null as nothing, 7 as n");
        assertEquals("tag  nothing  n\n<b>  —        7\n", result.table());
        assertTrue(result.html().contains(">&lt;b&gt;</td>"), result.html());
        QueryResult many = trace.query("select unnest(range(60)) as n");
        assertTrue(many.html().contains("the first 50 of 60 rows"));
        assertTrue(many.toString().endsWith("(the first 50 of 60 rows)\n"));
        assertEquals(61, many.table().lines().count());
    }

    @Test
    void givesTheFiguresOfTheCommands() throws Exception {
        assertEquals(of(Analyses::prepareReport, Analyses::report), trace.report());
        assertEquals(of(Analyses::prepareSaturation, Analyses::saturation), trace.saturation());
        assertEquals(of(Analyses::prepareInterrupts, Analyses::interrupts), trace.interrupts());
        assertEquals(of(Analyses::prepareLatency, Analyses::latency), trace.latency());
        CoalescingSimulation simulation = new CoalescingSimulation(CoalescingOptions.DEFAULT);
        assertEquals(of(simulation::prepare, simulation::run), trace.simulate(CoalescingOptions.DEFAULT));
    }

    private interface Analysis<T> {
        T run(TraceSession session) throws Exception;
    }

    private static <T> T of(UnaryOperator<SessionOptions.Builder> prepare, Analysis<T> analysis) throws Exception {
        try (TraceFiles files = TraceFiles.open(path);
                TraceSession session = TraceSession.open(
                        files, prepare.apply(SessionOptions.builder()).build())) {
            return analysis.run(session);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "depth", "moderation"})
    void drawsCharts(String kind) throws Exception {
        Chart chart =
                trace.chart(ChartKind.ofLabel(kind).orElseThrow(), new ChartOptions(900, 600, null, null, null, null));
        assertEquals(900, chart.image().getWidth());
        assertEquals(600, chart.image().getHeight());
        assertTrue(chart.caption().lines().findFirst().orElse("").contains("run.vqtrace"), chart.caption());
        assertTrue(chart.svg().contains("run.vqtrace"), "the title is text in the document");
    }

    @Test
    void looksAtTheSelectedPart() throws Exception {
        Path block = SampleTraces.of("block").write(folder.resolve("block.vqtrace"));
        try (Trace part = Trace.builder(block)
                .devices("blk0")
                .queues(0)
                .window(TestTrace.START_NS, TestTrace.START_NS + 5_000_000)
                .open()) {
            ReportModel report = part.report();
            assertEquals(1, report.queues().size());
            assertEquals(6, report.queues().get(0).requests(), "the sixth begins where the window ends");
        }
        TraceBuilder wrong = Trace.builder(block).devices("nosuch");
        assertTrue(assertThrows(IllegalArgumentException.class, wrong::open)
                .getMessage()
                .contains("nosuch"));
    }

    @Test
    void importsALogAndLeavesNothingBehind() throws Exception {
        Path log = Files.writeString(folder.resolve("qemu.log"), """
                1@100.000010:virtqueue_pop vq 0x7fe1c3e12010 elem 0x55f647c98490 in_num 2 out_num 1
                1@100.000210:virtqueue_fill vq 0x7fe1c3e12010 elem 0x55f647c98490 len 4097 idx 0
                """);
        Trace imported = Trace.open(log);
        assertEquals("qemu.log", imported.name());
        assertArrayEquals(
                new long[] {200_000},
                imported.query("select service_ns from requests").longs("service_ns"));
        imported.close();
        imported.close();
        assertThrows(IllegalStateException.class, () -> imported.query("from requests"));

        Path noLog = Files.writeString(folder.resolve("notes.txt"), "nothing of QEMU\n");
        assertThrows(IOException.class, () -> Trace.open(noLog));
        assertThrows(IOException.class, () -> Trace.open(folder.resolve("missing")));
        TraceBuilder needless = Trace.builder(path).facts(folder);
        assertThrows(IllegalArgumentException.class, needless::open);
    }
}
