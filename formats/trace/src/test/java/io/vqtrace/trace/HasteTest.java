package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In haste fewer columns are compressed; the rows are the same. */
class HasteTest {
    private static final int ROWS = 2000;
    private static final double[] HASTES = {Double.NEGATIVE_INFINITY, 0, 0.3, 0.6, 1, 7};

    @TempDir
    Path temp;

    @Test
    void batchesGrowWithHasteAndHoldTheSameRows() throws Exception {
        Path file = temp.resolve("haste.arrows");
        EventChunk chunk = requests();
        List<Long> bytes = new ArrayList<>();
        try (EventBatchEncoder encoder = new EventBatchEncoder();
                ArrowStreamFile stream = ArrowStreamFile.create(file, ArrowSchema.EVENTS)) {
            for (double haste : HASTES) {
                encoder.encode(chunk, 0, ROWS, Compression.ZSTD, haste);
                stream.append(encoder.layout(), encoder.parts());
                bytes.add(encoder.layout().bodyLength());
            }
        }

        List<Map<String, Object>> rows = ArrowTable.rowsOf(chunk);
        ArrowTable table = ArrowTable.read(file);
        for (int batch = 0; batch < table.batchRows().size(); batch++) {
            assertEquals(rows, table.rows().subList(batch * ROWS, (batch + 1) * ROWS), "batch " + batch);
        }
        assertEquals(bytes.get(0), bytes.get(1), "less than no haste is none");
        assertTrue(
                bytes.get(1) < bytes.get(2) && bytes.get(2) < bytes.get(3) && bytes.get(3) < bytes.get(4),
                () -> "" + bytes);
        assertEquals(bytes.get(4), bytes.get(5), "more than all haste is all");
        assertTrue(bytes.get(1) < 8 * ROWS, () -> "no haste: " + bytes);
        assertTrue(bytes.get(4) > 40 * ROWS && bytes.get(4) < 50 * ROWS, () -> "all haste: " + bytes);
    }

    /** A hiccup of the disk is over after some batches; a slow disk is one as long as it is slow. */
    @Test
    void aDiskThatCannotKeepUpIsSeen() {
        WriteCost cost = new WriteCost();
        assertFalse(cost.exceedsCompressing());
        cost.add(200_000_000, 75_000);
        assertTrue(cost.exceedsCompressing());
        for (int batch = 0; batch < 60; batch++) {
            cost.add(20_000, 75_000);
        }
        assertFalse(cost.exceedsCompressing());
        for (int batch = 0; batch < 60; batch++) {
            cost.add(750_000, 75_000);
        }
        assertTrue(cost.exceedsCompressing());
    }

    @Test
    void whereWritingTakesTheTimeNothingIsLeftOut() throws Exception {
        EventChunk chunk = requests();
        long[] bodies = new long[3];
        try (TraceWriter writer = TraceWriter.builder(temp.resolve("slow.vqtrace"))
                .beforeWrite((segment, end) -> LockSupport.parkNanos(20_000_000))
                .open()) {
            writer.haste(1);
            for (int i = 0; i < bodies.length; i++) {
                bodies[i] = writer.write(chunk, Compression.ZSTD).bodyOffset();
            }
        }
        assertTrue(bodies[1] - bodies[0] > 40 * ROWS, "nothing was known when the first batch was written");
        assertTrue(bodies[2] - bodies[1] < 8 * ROWS, "the second batch was written when it was known");
    }

    private static EventChunk requests() {
        EventChunk chunk = new EventChunk(ROWS);
        EventRow row = new EventRow();
        for (int i = 0; i < ROWS; i++) {
            row.ts = 1_700_000_000_000_000_000L + 250L * i;
            row.kind = EventKind.USED.code();
            row.sinceNs = 80_000 + i % 100;
            row.value = 8L * (i % 64);
            row.waitNs = 300 + i % 50;
            row.outBytes = 16;
            row.inBytes = 4097;
            row.usedBytes = 4097;
            row.count = 3;
            row.head = i % 256;
            chunk.append(row);
        }
        return chunk;
    }
}
