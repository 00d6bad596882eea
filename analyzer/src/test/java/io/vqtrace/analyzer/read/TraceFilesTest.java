package io.vqtrace.analyzer.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFilesTest {
    @TempDir
    Path folder;

    static TestTrace trace() {
        TestTrace trace = new TestTrace()
                .device(0, "blk0", "virtio-blk")
                .queue(0, 0, 64)
                .indirect(0, true)
                .batches(100, 40_000);
        for (int i = 0; i < 1000; i++) {
            trace.kick(0, 0, i * 1000L).used(0, 0, i * 1000L + 1, i * 1000L + 500 + i);
        }
        return trace;
    }

    /** Reads everything: the sum of a column proves that rows, not only counts, arrive. */
    static long[] rowsAndSinceSum(TraceFiles files) throws IOException {
        long rows = 0;
        long sum = 0;
        try (EventScan scan = files.scan(EnumSet.of(EventColumn.SINCE_NS, EventColumn.OP), EventFilter.ALL)) {
            for (int next = scan.peekRows(); next >= 0; next = scan.peekRows()) {
                EventBlock block = new EventBlock(Math.max(next, 150), scan.columns());
                scan.fill(block);
                rows += block.rows();
                for (int i = 0; i < block.rows(); i++) {
                    sum += block.column(EventColumn.SINCE_NS).getLong(i * Long.BYTES);
                }
            }
        }
        return new long[] {rows, sum};
    }

    private static final long SINCE_SUM = 1000L * 499 + 999L * 1000 / 2;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsADirectory(boolean compressed) throws IOException {
        TestTrace trace = compressed ? trace().compressed() : trace();
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t.vqtrace")))) {
            assertTrue(files.complete(), () -> files.warnings().toString());
            assertEquals(List.of(), files.warnings());
            assertEquals(2000, files.manifest().events());
            assertEquals(1000, files.manifest().byKind().get(EventKind.USED));
            assertTrue(compressed || files.segments().size() > 1, "several segments");
            assertEquals("blk0", files.devices().get(0).name());
            assertEquals(64, files.queues().get(0).size());
            assertEquals(1, files.negotiation().size());
            long[] found = rowsAndSinceSum(files);
            assertEquals(2000, found[0]);
            assertEquals(SINCE_SUM, found[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t.vqtrace/"})
    void readsAZip(String prefix) throws IOException {
        Path zip = zip(trace().write(folder.resolve("t.vqtrace")), prefix);
        try (TraceFiles files = TraceFiles.open(zip)) {
            assertTrue(files.complete(), () -> files.warnings().toString());
            assertEquals(SINCE_SUM, rowsAndSinceSum(files)[1]);
        }
    }

    private Path zip(Path directory, String prefix) throws IOException {
        Path zip = folder.resolve("t.vqtrace.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                Stream<Path> list = Files.list(directory)) {
            for (Path file : list.toList()) {
                entries.putNextEntry(new ZipEntry(prefix + file.getFileName()));
                Files.copy(file, entries);
            }
            entries.putNextEntry(new ZipEntry("notes.txt"));
        }
        return zip;
    }

    @Test
    void readsASingleSegment() throws IOException {
        Path directory = trace().write(folder.resolve("t.vqtrace"));
        Path segment = Files.copy(directory.resolve("events-000001.arrows"), folder.resolve("one.arrows"));
        try (TraceFiles files = TraceFiles.open(segment)) {
            assertTrue(files.complete(), () -> files.warnings().toString());
            long[] found = rowsAndSinceSum(files);
            assertTrue(found[0] > 0 && found[0] == files.manifest().events(), "rows " + found[0]);
            assertTrue(files.manifest().clock().hasTimes(), "epoch times are recognised without a manifest");
        }
    }

    @Test
    void rebuildsAMissingManifest() throws IOException {
        Path directory = trace().write(folder.resolve("t.vqtrace"));
        Files.delete(directory.resolve("trace.json"));
        try (TraceFiles files = TraceFiles.open(directory)) {
            assertFalse(files.complete());
            assertEquals(1, files.warnings().size());
            assertEquals(2000, files.manifest().events());
            assertEquals(1000, files.manifest().byKind().get(EventKind.KICK));
            assertEquals(TestTrace.START_NS, files.manifest().startNs());
        }
    }

    @Test
    void refusesWhatIsNoTraceByName() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(empty, "empty holds no trace");
        assertRefused(folder.resolve("missing"), "no such file");
        Path text = Files.writeString(folder.resolve("a.log"), "virtqueue_pop vq 0x1 elem 0x2");
        assertRefused(text, "not a trace");
        assertFalse(TraceFiles.isTrace(text));
        Path directory = trace().write(folder.resolve("t.vqtrace"));
        Path json = directory.resolve("trace.json");
        String good = Files.readString(json);
        Files.writeString(json, good.replaceFirst("\"version\": ?1", "\"version\": 2"));
        assertRefused(directory, "t.vqtrace is format version 2, this vqtrace reads 1: use a newer vqtrace");
        Files.writeString(json, good.replaceFirst("\"format\": ?\"vqtrace\"", "\"format\": \"other\""));
        assertRefused(directory, "does not describe a vqtrace trace");
    }

    @Test
    void refusesASegmentWithoutARequiredColumn() throws IOException {
        Path directory = trace().write(folder.resolve("t.vqtrace"));
        Path foreign = Files.copy(directory.resolve("devices.arrows"), folder.resolve("foreign.arrows"));
        assertRefused(foreign, "is not an event segment of a vqtrace trace (it has no column");
    }

    private static void assertRefused(Path path, String part) {
        TraceReadException e = assertThrows(
                TraceReadException.class, () -> TraceFiles.open(path).close());
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
