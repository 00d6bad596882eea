package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment that was cut anywhere still gives every whole batch before the cut. */
class TruncatedSegmentTest {
    @TempDir
    Path temp;

    @Test
    void cutAtAndAroundEveryMessageBoundary() throws Exception {
        for (Compression compression : Compression.values()) {
            List<Long> ends = new ArrayList<>();
            byte[] content = segment(compression, ends);
            for (int whole = 0; whole < ends.size(); whole++) {
                int end = Math.toIntExact(ends.get(whole));
                assertEquals(whole, wholeBatches(content, end), compression + " cut at " + end);
                assertEquals(whole, wholeBatches(content, end + 1), compression + " cut after " + end);
                if (whole > 0) {
                    assertEquals(whole - 1, wholeBatches(content, end - 1), compression + " cut before " + end);
                }
            }
        }
    }

    @Test
    void cutAtRandom() throws Exception {
        List<Long> ends = new ArrayList<>();
        byte[] content = segment(Compression.NONE, ends);
        for (long seed : Seeds.first(200)) {
            int cut = Math.toIntExact(ends.get(0))
                    + new Random(seed).nextInt(content.length - ends.get(0).intValue());
            long whole = ends.stream().filter(end -> end <= cut).count() - 1;
            assertEquals(whole, wholeBatches(content, cut), "seed " + seed + " cut at " + cut);
        }
    }

    /** Writes a segment; {@code ends} gets the end of the schema message and that of each batch. */
    private byte[] segment(Compression compression, List<Long> ends) throws IOException {
        Path directory = temp.resolve(compression + ".vqtrace");
        Path file = directory.resolve(TraceFormat.eventsFile(1));
        EventChunk chunk = new EventChunk(50);
        try (TraceWriter writer =
                TraceWriter.builder(directory).compression(compression).open()) {
            for (int rows : new int[] {50, 1, 50, 49}) {
                chunk.clear();
                writer.write(new RandomEvents(rows).fill(chunk, rows));
                ends.add(Files.size(file));
            }
        }
        byte[] content = Files.readAllBytes(file);
        ends.add(0, schemaBytes(content));
        return content;
    }

    /** The message's length stands after the continuation marker. */
    private static long schemaBytes(byte[] content) {
        int length = Byte.toUnsignedInt(content[4]) | Byte.toUnsignedInt(content[5]) << Byte.SIZE;
        return 2 * Integer.BYTES + length;
    }

    private static int wholeBatches(byte[] content, int cut) {
        byte[] kept = Arrays.copyOf(content, cut);
        int batches = 0;
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        new ByteArrayInputStream(kept), allocator, CommonsCompressionFactory.INSTANCE)) {
            while (reader.loadNextBatch()) {
                batches++;
            }
            return batches;
        } catch (IOException | IllegalArgumentException cutInsideAMessage) {
            // Right behind a continuation marker, Arrow's reader takes the marker itself for a length of -1.
            return batches;
        }
    }
}
