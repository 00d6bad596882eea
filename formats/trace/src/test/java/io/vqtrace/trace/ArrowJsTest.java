package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Event segments as the JavaScript implementation of Arrow reads them. Needs node, and the folder of the reading script
 * after {@code npm ci} in the system property {@code vqtrace.arrow-js}.
 */
@EnabledIfSystemProperty(named = "vqtrace.arrow-js", matches = ".+")
class ArrowJsTest {
    @TempDir
    Path temp;

    @Test
    void sumsOfEveryColumnAgree() throws Exception {
        Path directory = temp.resolve("js.vqtrace");
        RandomEvents events = new RandomEvents(11);
        List<List<EventChunk>> segments = new ArrayList<>();
        try (TraceWriter writer =
                TraceWriter.builder(directory).segmentBytes(200_000).open()) {
            for (int rows : new int[] {1000, 999, 1000, 1, 64, 1000, 65}) {
                EventChunk chunk = events.fill(new EventChunk(1000), rows);
                int segment = writer.write(chunk).segment();
                while (segments.size() < segment) {
                    segments.add(new ArrayList<>());
                }
                segments.get(segment - 1).add(chunk);
            }
        }
        List<JsonNode> lines = readWithNode(directory);
        assertEquals(segments.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertSegment(i + 1, segments.get(i), lines.get(i));
        }
    }

    private static void assertSegment(int number, List<EventChunk> chunks, JsonNode line) {
        assertEquals(TraceFormat.eventsFile(number), line.get("file").asString());
        assertEquals(chunks.size(), line.get("batches").asInt());
        assertEquals(
                chunks.stream().mapToInt(EventChunk::rows).sum(),
                line.get("rows").asInt());
        assertEquals(EventColumn.values().length, line.get("columns").size());
        for (EventColumn column : EventColumn.values()) {
            JsonNode seen = line.get("columns").get(column.columnName());
            String type = (column.signed() ? "Int" : "Uint") + column.width() * Byte.SIZE;
            assertEquals(type, seen.get("type").asString(), column.name());
            assertEquals(sum(chunks, column).toString(), seen.get("sum").asString(), column.name());
        }
    }

    private static BigInteger sum(List<EventChunk> chunks, EventColumn column) {
        BigInteger sum = BigInteger.ZERO;
        for (EventChunk chunk : chunks) {
            for (int i = 0; i < chunk.rows(); i++) {
                sum = sum.add(BigInteger.valueOf(chunk.get(column, i)));
            }
        }
        return sum;
    }

    private static List<JsonNode> readWithNode(Path directory) throws Exception {
        Process process = new ProcessBuilder("node", "read.mjs", directory.toString())
                .directory(new File(System.getProperty("vqtrace.arrow-js")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return output.lines().map(Manifests::parse).toList();
    }
}
