package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The analysis commands on a small real log, from the command line to what it prints. */
class AnalysisIT {

    private static final Path SAMPLE = Path.of(System.getProperty("vqtrace.samples"), "sat-ring8");
    private static final String LOG = SAMPLE.resolve("trace.log.gz").toString();
    private static final String FACTS = SAMPLE.resolve("facts").toString();

    @TempDir
    private static Path shared;

    private static String trace;

    @TempDir
    private Path home;

    private Path work;
    private Path temporary;

    @BeforeAll
    static void importOnce() throws Exception {
        new Vqtrace(shared)
                .run("import", LOG, "--facts", FACTS, "-o", "t.vqtrace")
                .succeeded();
        trace = shared.resolve("t.vqtrace").toString();
    }

    @BeforeEach
    void makeFolders() throws IOException {
        work = Files.createDirectory(home.resolve("a folder"));
        temporary = Files.createDirectory(home.resolve("tmp"));
    }

    private Vqtrace vqtrace() {
        return new Vqtrace(work).with("TMPDIR", temporary.toString());
    }

    /** Golden text; {@code -Dvqtrace.rebaseline=true} writes it anew. */
    @Test
    void reportOfALogReadsAsExpected() throws Exception {
        String out = vqtrace().run("report", LOG, "--facts", FACTS).succeeded().out();
        assertReads("sat-ring8-report.txt", out);
        assertNothingLeft();
    }

    /** Two bursts, which are storms to thresholds that are low enough. */
    @Test
    void interruptsOfARecordedTraceReadAsExpected() throws Exception {
        String sample = Path.of(System.getProperty("vqtrace.samples"))
                .resolve("recorder-saturated-coalescing.vqtrace.zip")
                .toString();
        String out = vqtrace()
                .run(
                        "interrupts",
                        sample,
                        "--to",
                        "+400ms",
                        "--interval",
                        "10ms",
                        "--longest",
                        "3",
                        "--storm-rate",
                        "10k/s",
                        "--storm-ratio",
                        "4")
                .succeeded()
                .out();
        assertReads("recorder-saturated-interrupts.txt", out);
        String csv = vqtrace()
                .run("interrupts", sample, "--over-time", "--format", "csv")
                .succeeded()
                .out();
        assertTrue(csv.startsWith("device,source_id,queue,role,start_ns,completions,interrupts,"), csv);
    }

    private static void assertReads(String name, String out) throws IOException {
        Path golden = Path.of("src/test/resources/io/vqtrace/analyzer/cli").resolve(name);
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.writeString(golden, out);
        }
        assertEquals(Files.readString(golden, StandardCharsets.UTF_8), out);
    }

    @Test
    void anImportedTraceAndALogAnswerAlike() throws Exception {
        String ofLog = vqtrace()
                .run("report", LOG, "--facts", FACTS, "--format", "json")
                .succeeded()
                .out();
        vqtrace().run("import", LOG, "--facts", FACTS, "-o", "my trace.vqtrace").succeeded();
        assertEquals(
                ofLog,
                vqtrace()
                        .run("report", "my trace.vqtrace", "--format", "json")
                        .succeeded()
                        .out());
        vqtrace()
                .run("import", LOG, "--facts", FACTS, "-o", "small.vqtrace", "--zstd")
                .succeeded();
        assertEquals(
                ofLog,
                vqtrace()
                        .run("report", "small.vqtrace", "--format", "json")
                        .succeeded()
                        .out());
        assertEquals(
                ofLog,
                vqtrace()
                        .shell("\"$VQTRACE\" report - --facts '" + FACTS + "' --format json <'" + LOG + "'")
                        .succeeded()
                        .out());
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "report", "saturation", "interrupts", "latency"})
    void everyFormatOfEveryCommand(String command) throws Exception {
        JsonNode json = JsonMapper.shared()
                .readTree(vqtrace()
                        .run(command, trace, "--format", "json")
                        .succeeded()
                        .out());
        assertEquals("vqtrace." + command + "/1", json.get("schema").asString());
        assertTrue(json.has("trace"), json.toString());

        List<String> csv = vqtrace()
                .run(command, trace, "--format", "csv")
                .succeeded()
                .out()
                .lines()
                .toList();
        assertTrue(csv.size() >= 2, csv.toString());
        assertTrue(csv.get(0).matches("[a-z0-9_]+(,[a-z0-9_]+)+"), csv.get(0));

        String markdown = vqtrace()
                .run(command, trace, "--format", "markdown")
                .succeeded()
                .out();
        assertTrue(markdown.contains("- **Trace**: t.vqtrace"), markdown);
        assertTrue(markdown.contains("\n| --- |"), markdown);
        assertFalse(vqtrace().run(command, trace).succeeded().out().contains("\u001b"));
    }

    @Test
    void windowsAndFiltersSelect() throws Exception {
        int all = requests();
        int early = requests("--to", "+12s");
        int late = requests("--from", "+12s");
        assertTrue(0 < early && early < all && 0 < late && late < all, early + " " + late + " " + all);
        assertEquals(all, requests("--device", "blk0", "--queue", "0"));
        assertEquals(0, requests("--queue", "7"));
        vqtrace().run("report", trace, "--device", "nvme7").failed(2, "nvme7", "blk0");
        vqtrace().run("report", trace, "--from", "+9s", "--to", "+8s").failed(2, "--from is after --to");
    }

    private int requests(String... options) throws Exception {
        String[] command = Stream.concat(Stream.of("report", trace, "--format", "json"), Stream.of(options))
                .toArray(String[]::new);
        return JsonMapper.shared()
                .readTree(vqtrace().run(command).succeeded().out())
                .get("trace")
                .get("requests")
                .asInt();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select nonsense from requests                  | nonsense",
                "select * from nowhere                          | nowhere",
                "selec 1                                        | SQL",
                "copy requests to 'x.csv'                       | refused",
                "select * from read_csv('/etc/passwd')          | read_csv",
                "create table t as select 1                     | refused",
                "set threads = 1                                | refused",
                "select 1; select 2                             | one statement",
            })
    void refusedAndFailingStatementsAreUsageErrors(String statement, String why) throws Exception {
        vqtrace().run("sql", trace, statement).failed(2, why);
        assertNothingLeft();
    }

    @Test
    void sqlAnswersAndListsItsViews() throws Exception {
        assertEquals(
                "device,queue,n\nblk0,0,3604\n",
                vqtrace()
                        .run(
                                "sql",
                                trace,
                                "from requests select device, queue, count(*) n group by all",
                                "--format=csv")
                        .succeeded()
                        .out());
        JsonNode answer = JsonMapper.shared()
                .readTree(vqtrace()
                        .run("sql", trace, "select 1 a, null b, [1, 2] c, 1.5 d, 'x' e", "--format=json")
                        .succeeded()
                        .out());
        assertEquals(
                "{\"a\":1,\"b\":null,\"c\":[1,2],\"d\":1.5,\"e\":\"x\"}",
                answer.get("rows").get(0).toString());
        String views = vqtrace().run("sql", trace).succeeded().out();
        for (String view : List.of("requests", "queues", "negotiation", "depth", "episodes", "interrupts", "kicks")) {
            assertTrue(views.contains("\n" + view + "\n"), views);
        }
        assertTrue(views.contains("service_ns"), views);
    }

    @Test
    void chartsArePicturesAndNothingElse() throws Exception {
        vqtrace()
                .run("chart", "depth", LOG, "--facts", FACTS, "-o", "depth.png")
                .succeeded();
        vqtrace().run("chart", "latency", trace, "-o", "latency.svg").succeeded();
        byte[] png = Files.readAllBytes(work.resolve("depth.png"));
        assertEquals("PNG", new String(png, 1, 3, StandardCharsets.US_ASCII));
        assertTrue(Files.readString(work.resolve("latency.svg")).contains("<svg"));
        vqtrace().run("chart", "depth", trace, "-o", "no/such/folder.png").failed(1, "cannot write no/such/folder.png");
        assertNothingLeft();
    }

    @Test
    void aCutTraceIsAWarningUnlessStrict() throws Exception {
        vqtrace().run("import", LOG, "--facts", FACTS, "-o", "t.vqtrace").succeeded();
        Path events = work.resolve("t.vqtrace/events-000001.arrows");
        byte[] whole = Files.readAllBytes(events);
        Files.write(events, java.util.Arrays.copyOf(whole, whole.length - 100));
        for (String command : List.of("info", "report")) {
            Vqtrace.Outcome outcome = vqtrace().run(command, "t.vqtrace", "--format", "json");
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertTrue(outcome.err().startsWith("vqtrace: warning: t.vqtrace is incomplete"), outcome.err());
            JsonNode trace = JsonMapper.shared().readTree(outcome.out()).get("trace");
            assertFalse(trace.get("complete").asBoolean());
            vqtrace().run(command, "t.vqtrace", "--strict").failed(4, "incomplete");
        }
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
