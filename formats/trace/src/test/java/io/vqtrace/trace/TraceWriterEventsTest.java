package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        for (long seed = 1; seed <= 20; seed++) {
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
}
