package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code vqtrace diff} from the command line to what it prints and how it ends. */
class DiffIT {

    private static final Path SAMPLES = Path.of(System.getProperty("vqtrace.samples"));
    private static final String HEALTHY = sample("recorder-healthy.vqtrace.zip");
    private static final String SATURATED = sample("recorder-saturated-coalescing.vqtrace.zip");
    private static final String LOG = sample("sat-ring8/trace.log.gz");
    private static final String UNTIMED = sample("blk-q1-nots/trace.log.gz");

    @TempDir
    private Path work;

    private static String sample(String name) {
        return SAMPLES.resolve(name).toString();
    }

    private Vqtrace vqtrace() {
        return new Vqtrace(work);
    }

    /** Golden text; {@code -Dvqtrace.rebaseline=true} writes it anew. */
    @Test
    void twoTracesCompareAsExpected() throws Exception {
        String out = vqtrace().run("diff", HEALTHY, SATURATED).succeeded().out();
        Path golden = Path.of("src/test/resources/io/vqtrace/analyzer/cli/recorder-diff.txt");
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.writeString(golden, out);
        }
        assertEquals(Files.readString(golden, StandardCharsets.UTF_8), out);
        assertTrue(out.lines().allMatch(line -> line.length() <= 120), out);
    }

    @Test
    void theExitCodeTellsWhatWasAskedFor() throws Exception {
        assertEquals(
                3,
                vqtrace().run("diff", HEALTHY, SATURATED, "--fail-on", "worse").exitCode());
        assertEquals(
                3,
                vqtrace().run("diff", HEALTHY, SATURATED, "--fail-on", "change").exitCode());
        vqtrace().run("diff", HEALTHY, HEALTHY, "--fail-on", "change").succeeded();
        vqtrace().run("diff", HEALTHY, SATURATED).succeeded();
    }

    @Test
    void wrongInputIsNamed() throws Exception {
        vqtrace().run("diff", "gone", HEALTHY).failed(4, "A: ", "gone");
        vqtrace().run("diff", HEALTHY, "gone").failed(4, "B: ", "gone");
        vqtrace().run("diff", HEALTHY).failed(2, "B", "vqtrace diff --help");
        vqtrace().run("diff", "-", "-").failed(2, "only one of A and B");
        vqtrace().run("diff", HEALTHY, SATURATED, "--match", "disk0=disk7").failed(2, "disk7", "in B", "disk1");
        vqtrace().run("diff", HEALTHY, SATURATED, "--device", "disk7").failed(2, "disk7", "A has disk0");
        vqtrace().run("diff", HEALTHY, SATURATED, "--confidence", "40").failed(2, "between 50 % and 100 %");
        vqtrace().run("diff", HEALTHY, SATURATED, "--chart", "x.pdf").failed(2, ".png nor .svg");
        vqtrace().run("diff", HEALTHY, UNTIMED, "--from", "+1ms").failed(2, "B: ", "no time");
        vqtrace().run("diff", UNTIMED, UNTIMED, "--chart", "x.png").failed(4, "no latency to draw");
    }

    @Test
    void jsonHasEveryFigureOfALogAgainstARecording() throws Exception {
        JsonNode json = JsonMapper.shared()
                .readTree(vqtrace()
                        .run("diff", LOG, SATURATED, "--by-op", "--chart", "change.svg", "--format", "json")
                        .succeeded()
                        .out());
        assertEquals("vqtrace.diff/1", json.get("schema").asString());
        assertEquals(
                "type and order", json.get("devices").get(0).get("matched_by").asString());
        JsonNode queue = json.get("queues").get(0);
        JsonNode first = queue.get("metrics").get(0);
        assertEquals("service_p50_ns", first.get("metric").get("key").asString());
        assertEquals("relative", first.get("scale").asString());
        assertTrue(first.get("low").asDouble() <= first.get("change").asDouble());
        JsonNode wait = queue.get("metrics").get(5);
        assertEquals("wait_p50_ns", wait.get("metric").get("key").asString());
        assertTrue(wait.get("a").isNull());
        assertEquals("not_comparable", wait.get("verdict").asString());
        assertEquals("A: wait not observable", wait.get("reason").asString());
        assertTrue(queue.get("metrics").toString().contains("\"op\":\"read\""));
        assertTrue(Files.readString(work.resolve("change.svg")).contains("requestq"));
    }

    @Test
    void capturesWithoutTimesAreComparedByCounts() throws Exception {
        String out = vqtrace()
                .run("diff", UNTIMED, LOG, "--format", "csv")
                .succeeded()
                .out();
        String kicks = out.lines()
                .filter(line -> line.contains(",kicks_per_request,"))
                .findFirst()
                .orElseThrow();
        assertTrue(kicks.endsWith("not_comparable,A: no times"), kicks);
        assertFalse(out.contains(",worse,") || out.contains(",better,"), out);
    }
}
