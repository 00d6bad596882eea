package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows written straight from memory that others go on filling, and the byte budget. */
class TraceWriterRangesTest {
    @TempDir
    Path temp;

    @Test
    void anyRangeOfRowsIsWrittenAndTheChunkIsLeftAlone() throws Exception {
        for (Compression compression : Compression.values()) {
            Path directory = temp.resolve("ranges-" + compression);
            int capacity = 300;
            ByteBuffer memory = ByteBuffer.allocateDirect(EventChunk.bodyBytes(capacity) + 128);
            EventChunk chunk = new EventChunk(capacity, memory.position(64));
            new RandomEvents(3).fill(chunk, capacity);
            List<Object> rows = new ArrayList<>(ArrowTable.rowsOf(chunk));
            List<Object> expected = new ArrayList<>();
            EventChunk view = new EventChunk(capacity, memory);
            try (TraceWriter writer = TraceWriter.builder(directory).open()) {
                for (int[] range : new int[][] {{0, 300}, {0, 1}, {299, 300}, {17, 101}, {64, 128}}) {
                    writer.write(view, range[0], range[1], compression);
                    expected.addAll(rows.subList(range[0], range[1]));
                }
                assertThrows(IllegalArgumentException.class, () -> writer.write(view, 5, 5, compression));
                assertThrows(IllegalArgumentException.class, () -> writer.write(view, -1, 5, compression));
                assertThrows(IllegalArgumentException.class, () -> writer.write(view, 0, 301, compression));
            }
            assertEquals(rows, ArrowTable.rowsOf(chunk));
            assertEquals(
                    expected,
                    ArrowTable.read(directory.resolve(TraceFormat.eventsFile(1)))
                            .rows());
        }
    }

    @Test
    void memoryMustBeLargeEnoughAndOutsideTheHeap() {
        int bytes = EventChunk.bodyBytes(64);
        assertEquals(64 * EventColumn.ROW_BYTES, bytes);
        assertThrows(IllegalArgumentException.class, () -> new EventChunk(64, ByteBuffer.allocate(bytes)));
        assertThrows(IllegalArgumentException.class, () -> new EventChunk(64, ByteBuffer.allocateDirect(bytes - 1)));
    }

    @Test
    void budgetDeletesTheOldestSegments() throws Exception {
        Path directory = temp.resolve("budget.vqtrace");
        long budget = 100_000;
        RandomEvents events = new RandomEvents(5);
        EventChunk chunk = new EventChunk(100);
        long ends = 0;
        long rows = 0;
        try (TraceWriter writer = TraceWriter.builder(directory)
                .clock(new Clock("test", 1, List.of()))
                .segmentBytes(20_000)
                .budgetBytes(budget)
                .beforeWrite((segment, end) -> assertTrue(end <= 20_000))
                .open()) {
            for (int i = 0; i < 60; i++) {
                chunk.clear();
                ends = writer.write(events.fill(chunk, 100)).segment();
                rows += 100;
                long bytes = bytes(directory);
                assertTrue(bytes <= budget + 2000, "after batch " + i + ": " + bytes);
            }
        }
        JsonNode manifest = Manifests.read(directory);
        JsonNode index = manifest.get("segments");
        long deleted = manifest.get("deleted").get("segments").asLong();
        assertEquals(ends - deleted, index.size());
        assertEquals(
                TraceFormat.eventsFile((int) deleted + 1),
                index.get(0).get("file").asString());
        assertFalse(Files.exists(directory.resolve(TraceFormat.eventsFile((int) deleted))));
        assertEquals(
                rows,
                manifest.get("deleted").get("events").asLong()
                        + manifest.get("counts").get("events").asLong());
        ArrowTable first = ArrowTable.read(directory.resolve(TraceFormat.eventsFile((int) deleted + 1)));
        assertEquals(first.rows().get(0).get("ts"), manifest.get("start_ns").asLong());
    }

    private static long bytes(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("events-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
