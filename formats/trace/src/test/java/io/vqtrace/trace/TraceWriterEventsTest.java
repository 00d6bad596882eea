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
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Event segments as Arrow's own reader sees them. */
class TraceWriterEventsTest {
    private static final int CHUNK_ROWS = 1000;

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void arrowReadsTheSameRows(Compression compression) throws Exception {
        for (long seed : Seeds.first(20)) {
            Random sizes = new Random(seed);
            RandomEvents events = new RandomEvents(seed);
            Path directory = temp.resolve("seed-" + seed + ".vqtrace");
            List<Map<String, Object>> expected = new ArrayList<>();
            List<Integer> batchRows = new ArrayList<>();
            EventChunk chunk = new EventChunk(CHUNK_ROWS);
            try (TraceWriter writer =
                    TraceWriter.builder(directory).compression(compression).open()) {
                for (int batch = 0; batch < 5; batch++) {
                    chunk.clear();
                    events.fill(chunk, sizes.nextInt(3) == 0 ? CHUNK_ROWS : 1 + sizes.nextInt(CHUNK_ROWS));
                    expected.addAll(ArrowTable.rowsOf(chunk));
                    batchRows.add(chunk.rows());
                    writer.write(chunk);
                }
            }
            ArrowTable table = ArrowTable.read(directory.resolve(TraceFormat.eventsFile(1)));
            assertEquals(batchRows, table.batchRows(), "seed " + seed);
            assertEquals(expected, table.rows(), "seed " + seed);
        }
    }

    @Test
    void schemaIsThatOfTheFormat() throws Exception {
        Path directory = temp.resolve("schema.vqtrace");
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            writer.write(new RandomEvents(1).fill(new EventChunk(8), 3));
        }
        Schema schema = ArrowTable.read(directory.resolve("events-000001.arrows")).schema();
        assertEquals(Map.of("vqtrace.version", "1", "vqtrace.table", "events"), schema.getCustomMetadata());
        List<Field> expected = Arrays.stream(EventColumn.values())
                .map(column -> Field.notNullable(
                        column.columnName(), new ArrowType.Int(column.width() * Byte.SIZE, column.signed())))
                .toList();
        assertEquals(expected, schema.getFields());
    }

    @Test
    void bodiesAreAlignedAndPartlyFilledChunksTakeOnlyTheirRows() throws Exception {
        Path directory = temp.resolve("partial.vqtrace");
        EventChunk chunk = new EventChunk(65_536);
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            BatchPosition first = writer.write(new RandomEvents(1).fill(chunk, 10));
            BatchPosition second = writer.write(new RandomEvents(2).fill(chunk, 11));
            assertEquals(0, first.bodyOffset() % 64);
            assertEquals(0, second.bodyOffset() % 64);
            long between = second.bodyOffset() - first.bodyOffset();
            assertTrue(between < 4096, "a batch of 10 rows takes " + between + " bytes");
        }
        assertEquals(
                List.of(10, 11),
                ArrowTable.read(directory.resolve("events-000001.arrows")).batchRows());
    }

    @Test
    void compressionOfASingleBatchCanBeChosen() throws Exception {
        Path directory = temp.resolve("mixed.vqtrace");
        EventChunk chunk = new EventChunk(4096);
        chunk.append(new RandomEvents(1).next());
        EventRow same = new EventRow();
        same.kind = EventKind.USED.code();
        while (!chunk.isFull()) {
            chunk.append(same);
        }
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            assertEquals(false, writer.write(chunk).compressed());
            long bodyOffset = writer.write(chunk, Compression.ZSTD).bodyOffset();
            assertEquals(true, writer.write(chunk, Compression.ZSTD).compressed());
            long shrunk = writer.write(chunk, Compression.ZSTD).bodyOffset() - bodyOffset;
            assertTrue(shrunk < 10_000, "2 compressed batches of 258 KB took " + shrunk + " bytes");
        }
        ArrowTable table = ArrowTable.read(directory.resolve("events-000001.arrows"));
        List<Map<String, Object>> rows = ArrowTable.rowsOf(chunk);
        for (int batch = 0; batch < 4; batch++) {
            assertEquals(rows, table.rows().subList(batch * 4096, (batch + 1) * 4096), "batch " + batch);
        }
    }

    @Test
    void emptyChunkAndUndefinedKindAreRefused() throws Exception {
        Path directory = temp.resolve("refused.vqtrace");
        EventChunk chunk = new EventChunk(4);
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(chunk));
            chunk.append(new EventRow());
            assertThrows(IllegalArgumentException.class, () -> writer.write(chunk));
        }
        assertFalse(Files.exists(directory.resolve("events-000001.arrows")));
    }

    @Test
    void writerThatIsNeverClosedLeavesReadableBatches() throws Exception {
        Path directory = temp.resolve("killed.vqtrace");
        EventChunk chunk = new RandomEvents(1).fill(new EventChunk(100), 100);
        TraceWriter writer = TraceWriter.builder(directory).open();
        try {
            writer.write(chunk);
            Path copy = Files.copy(directory.resolve("events-000001.arrows"), temp.resolve("copy.arrows"));
            assertEquals(ArrowTable.rowsOf(chunk), ArrowTable.read(copy).rows());
        } finally {
            writer.close();
        }
    }
}
