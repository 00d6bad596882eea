package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rotation of event segments, their index, and batches rewritten in place. */
class TraceWriterSegmentsTest {
    private static final Clock CLOCK = new Clock("gettimeofday", 1000, List.of());
    private static final byte[] END_OF_STREAM = {-1, -1, -1, -1, 0, 0, 0, 0};

    @TempDir
    Path temp;

    @Test
    void segmentsStayBelowTheirSizeAndTheIndexDescribesThem() throws Exception {
        Path directory = temp.resolve("sized.vqtrace");
        long limit = 40_000;
        RandomEvents events = new RandomEvents(7);
        List<BatchPosition> positions = new ArrayList<>();
        List<EventChunk> chunks = new ArrayList<>();
        try (TraceWriter writer = TraceWriter.builder(directory)
                .clock(CLOCK)
                .segmentBytes(limit)
                .open()) {
            for (int rows : new int[] {200, 200, 200, 1000, 10, 200, 1}) {
                EventChunk chunk = events.fill(new EventChunk(rows), rows);
                chunks.add(chunk);
                positions.add(writer.write(chunk));
            }
        }
        assertEquals(
                List.of(1, 1, 2, 3, 4, 4, 4),
                positions.stream().map(BatchPosition::segment).toList());
        JsonNode index = Manifests.read(directory).get("segments");
        assertEquals(4, index.size());
        int chunk = 0;
        for (int number = 1; number <= 4; number++) {
            JsonNode entry = index.get(number - 1);
            Path file = directory.resolve(TraceFormat.eventsFile(number));
            ArrowTable table = ArrowTable.read(file);
            assertEquals(file.getFileName().toString(), entry.get("file").asString());
            assertEquals(table.rows().size(), entry.get("rows").asLong());
            assertEquals(table.batchRows().size(), entry.get("batches").asInt());
            assertEquals(Files.size(file), entry.get("bytes").asLong());
            assertTrue(number == 3 || Files.size(file) <= limit, file + " has " + Files.size(file) + " bytes");
            assertEquals(table.rows().get(0).get("ts"), entry.get("first_ns").asLong());
            assertEquals(table.rows().get(table.rows().size() - 1).get("ts"), entry.get("last_ns").asLong());
            assertArrayEndsWith(END_OF_STREAM, Files.readAllBytes(file));
            for (int rows : table.batchRows()) {
                assertEquals(chunks.get(chunk++).rows(), rows);
            }
        }
        assertEquals(chunks.size(), chunk);
    }

    private static void assertArrayEndsWith(byte[] expected, byte[] content) {
        byte[] end = Arrays.copyOfRange(content, content.length - expected.length, content.length);
        assertEquals(Arrays.toString(expected), Arrays.toString(end));
    }

    @Test
    void segmentsStayBelowTheirLength() throws Exception {
        Path directory = temp.resolve("timed.vqtrace");
        List<Integer> segments = new ArrayList<>();
        try (TraceWriter writer = TraceWriter.builder(directory)
                .clock(CLOCK)
                .segmentNanos(1000)
                .open()) {
            long[][] batches = {{0, 400}, {300, 1000}, {900, 1001}, {2000, 2001}, {2002, 9000}, {9001}};
            for (long[] times : batches) {
                segments.add(writer.write(chunkAt(times)).segment());
            }
        }
        assertEquals(List.of(1, 1, 2, 3, 4, 5), segments);
    }

    private static EventChunk chunkAt(long... times) {
        EventChunk chunk = new EventChunk(times.length);
        EventRow row = new EventRow();
        row.kind = EventKind.KICK.code();
        for (long ts : times) {
            row.ts = ts;
            chunk.append(row);
        }
        return chunk;
    }

    @Test
    void indexIsUpToDateAfterRotationAndCheckpoint() throws Exception {
        Path directory = temp.resolve("live.vqtrace");
        try (TraceWriter writer = TraceWriter.builder(directory)
                .clock(CLOCK)
                .segmentNanos(100)
                .open()) {
            assertEquals(0, Manifests.read(directory).get("segments").size());
            writer.write(chunkAt(1, 2, 3));
            writer.write(chunkAt(500));
            JsonNode rotated = Manifests.read(directory);
            assertEquals(1, rotated.get("segments").size());
            assertEquals(3, rotated.get("segments").get(0).get("rows").asInt());
            writer.checkpoint();
            JsonNode checked = Manifests.read(directory);
            assertEquals(2, checked.get("segments").size());
            assertEquals(1, checked.get("start_ns").asLong());
            assertEquals(500, checked.get("end_ns").asLong());
            assertFalse(checked.get("closed").asBoolean());
        }
        assertTrue(Manifests.read(directory).get("closed").asBoolean());
    }

    @Test
    void patchRewritesFullAndPartialBatchesInAnySegment() throws Exception {
        for (long seed : Seeds.first(10)) {
            Path directory = temp.resolve("patched-" + seed + ".vqtrace");
            RandomEvents events = new RandomEvents(seed);
            List<EventChunk> chunks = new ArrayList<>();
            List<BatchPosition> positions = new ArrayList<>();
            try (TraceWriter writer =
                    TraceWriter.builder(directory).segmentBytes(30_000).open()) {
                for (int rows : new int[] {100, 37, 100, 64, 1, 99}) {
                    chunks.add(events.fill(new EventChunk(100), rows));
                    positions.add(writer.write(chunks.get(chunks.size() - 1)));
                }
                assertTrue(positions.get(5).segment() > 1);
                for (int batch = 0; batch < chunks.size(); batch += 2) {
                    EventChunk chunk = chunks.get(batch);
                    for (int i = 0; i < chunk.rows(); i++) {
                        chunk.set(EventColumn.QUEUE, i, 4711);
                    }
                    writer.patch(positions.get(batch), chunk);
                }
            }
            List<Object> expected = new ArrayList<>();
            chunks.forEach(chunk -> expected.addAll(ArrowTable.rowsOf(chunk)));
            List<Object> actual = new ArrayList<>();
            for (int segment = 1; segment <= positions.get(5).segment(); segment++) {
                actual.addAll(ArrowTable.read(directory.resolve(TraceFormat.eventsFile(segment)))
                        .rows());
            }
            assertEquals(expected, actual, "seed " + seed);
        }
    }

    @Test
    void patchThatDoesNotFitIsRefused() throws Exception {
        EventChunk chunk = new EventChunk(200);
        new RandomEvents(1).fill(chunk, 200);
        try (TraceWriter writer =
                TraceWriter.builder(temp.resolve("refused.vqtrace")).open()) {
            BatchPosition plain = writer.write(chunk);
            BatchPosition compressed = writer.write(chunk, Compression.ZSTD);
            assertThrows(IllegalArgumentException.class, () -> writer.patch(compressed, chunk));
            BatchPosition foreign = new BatchPosition(2, plain.bodyOffset(), 200, false);
            assertThrows(IllegalArgumentException.class, () -> writer.patch(foreign, chunk));
            chunk.clear();
            new RandomEvents(1).fill(chunk, 199);
            assertThrows(IllegalArgumentException.class, () -> writer.patch(plain, chunk));
        }
    }
}
