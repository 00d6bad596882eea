package io.vqtrace.analyzer.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.TestBox;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.TraceFormat;
import io.vqtrace.trace.TraceWriter;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a black box adds to a trace, on boxes that are made by hand. */
class BlackBoxTest {
    private static final String ID = "5d8e3a";
    /** Nobody runs with this number: Linux gives none above 2^22. */
    private static final ProcessIdentity DEAD = new ProcessIdentity(1L << 30, "linux none 1");

    @TempDir
    Path folder;

    private Path trace;
    private Path box;

    private Path trace() {
        trace = folder.resolve("run.vqtrace");
        box = folder.resolve("box");
        return trace;
    }

    /** Writes a trace with one batch of 10 rows, arguments 0 to 9, that is not closed. Returns the segment's length. */
    private long killedTrace() throws IOException {
        Path written = folder.resolve("written");
        long[] end = new long[1];
        try (TraceWriter writer = TraceWriter.builder(written)
                .mode("stream")
                .beforeWrite((segment, fileEnd) -> end[0] = fileEnd)
                .open()) {
            writer.put("black_box", box.toString());
            writer.put("black_box_id", ID);
            EventChunk chunk = new EventChunk(10);
            EventRow row = new EventRow();
            for (int i = 0; i < 10; i++) {
                row.kind = EventKind.USED.code();
                row.ts = TestTrace.START_NS + i;
                row.device = 1;
                row.value = i;
                row.flags = Observed.VALUE;
                chunk.append(row);
            }
            writer.write(chunk);
            writer.checkpoint();
            copy(written, trace);
        }
        return end[0];
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private TestBox box(ProcessIdentity owner) {
        return new TestBox(ID, owner, trace);
    }

    private static SortedSet<Long> arguments(TraceFiles files) throws IOException {
        SortedSet<Long> arguments = new TreeSet<>();
        EventConsumer consumer = new EventConsumer() {
            @Override
            public java.util.Set<EventColumn> columns() {
                return EnumSet.of(EventColumn.VALUE);
            }

            @Override
            public void accept(EventRows rows) {
                for (int i = 0; i < rows.size(); i++) {
                    if (rows.is(i, EventKind.USED)) {
                        assertTrue(arguments.add(rows.value(i, EventColumn.VALUE)), "twice");
                    }
                }
            }
        };
        EnumSet<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        columns.addAll(consumer.columns());
        try (EventScan scan = files.scan(columns, EventFilter.ALL)) {
            scan.show(List.of(consumer));
            files.note(scan);
        }
        return arguments;
    }

    private static SortedSet<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void unwrittenRowsAreReadAndTheBoxIsMovedIntoTheTrace() throws IOException {
        trace();
        killedTrace();
        box(DEAD).chunk(0, 1, 1, 10, 110, 0).chunk(4, 2, 7, 0, 20, 110).write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(130), arguments(files));
            assertEquals(120, files.recovered());
            assertEquals(130, files.manifest().events());
            assertEquals(130, files.manifest().byKind().get(EventKind.USED));
            assertFalse(files.complete());
            assertTrue(files.note().startsWith("recovered 120 events from the black box " + box), files.note());
            assertTrue(files.warnings().get(0).contains("120 events are from the black box"));
        }
        assertFalse(Files.exists(box), "moved");
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertNull(files.note(), "recovered before");
            assertEquals(upTo(130), arguments(files));
        }
    }

    @Test
    void theThreadComesFromTheChunk() throws IOException {
        trace();
        box(DEAD).chunk(1, 3, 1, 0, 4, 0).write(box);
        try (TraceFiles files = TraceFiles.open(box);
                EventScan scan = files.scan(EnumSet.of(EventColumn.THREAD), EventFilter.ALL)) {
            EventBlock block = new EventBlock(TestBox.CHUNK_ROWS, scan.columns());
            assertTrue(scan.fill(block));
            assertEquals(3, block.column(EventColumn.THREAD).getShort(3 * Short.BYTES));
        }
    }

    @Test
    void aWriteThatWasDoneButNotNotedIsNotReadTwice() throws IOException {
        trace();
        long end = killedTrace();
        TestBox made = box(DEAD).chunk(0, 1, 1, 0, 30, 0);
        made.file().beginWrite(1, end, 0, 1, 1, 0, 10);
        made.write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(30), arguments(files));
            assertEquals(20, files.recovered());
        }
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(30), arguments(files));
        }
    }

    @Test
    void aWriteThatWasNotDoneIsReadFromTheBox() throws IOException {
        trace();
        long end = killedTrace();
        TestBox made = box(DEAD).chunk(0, 1, 1, 10, 30, 0);
        made.file().beginWrite(1, end + 64 * 20, 0, 1, 1, 10, 30);
        made.write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(30), arguments(files));
        }
    }

    @Test
    void aJournalOfAnEarlierUseOfTheChunkMeansNothing() throws IOException {
        trace();
        long end = killedTrace();
        TestBox made = box(DEAD).chunk(0, 1, 2, 0, 20, 10);
        made.file().beginWrite(1, end, 0, 1, 1, 0, 10);
        made.file().written();
        made.write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(30), arguments(files));
        }
    }

    @Test
    void aBlackBoxAloneIsATrace() throws IOException {
        trace();
        TestBox made = new TestBox(ID, DEAD, null).chunk(2, 1, 1, 0, 128, 0).queue(5, 2, 100, 7);
        made.file().heartbeat(TestTrace.START_NS + 5000);
        made.file()
                .tables()
                .device(new DeviceRow(1, "disk", "virtio-blk", 2, "mmio", null, "java", null, null, null, null));
        made.write(box);
        try (TraceFiles files = TraceFiles.open(box)) {
            assertEquals(upTo(128), arguments(files));
            assertEquals("flight", files.manifest().mode());
            assertEquals("disk", files.devices().get(0).name());
            assertEquals(1, files.manifest().byKind().get(EventKind.OPEN));
            assertEquals(1, files.manifest().byKind().get(EventKind.GAP));
            assertEquals(7, files.manifest().dropped());
            assertEquals(TestTrace.START_NS + 5000, files.manifest().endNs());
            assertEquals(1, files.warnings().size(), files.warnings().toString());
            List<Map<EventColumn, Long>> open = open(files);
            assertEquals(1, open.size());
            assertEquals(2, open.get(0).get(EventColumn.HEAD));
            assertEquals(4900, open.get(0).get(EventColumn.SINCE_NS));
        }
        assertTrue(Files.exists(box), "is its own trace, and stays");
    }

    @Test
    void aRequestWhoseRowIsThereIsNotOpen() throws IOException {
        trace();
        // Killed between the row, head 2 taken at -8 and used at 2, and the release of its entry.
        new TestBox(ID, DEAD, null).chunk(0, 1, 1, 0, 4, 0).queue(0, 2, -8, 0).write(box);
        try (TraceFiles files = TraceFiles.open(box)) {
            assertEquals(List.of(), open(files));
        }
    }

    private static List<Map<EventColumn, Long>> open(TraceFiles files) throws IOException {
        OpenRequests requests = new OpenRequests();
        EnumSet<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        columns.addAll(requests.columns());
        try (EventScan scan = files.scan(columns, EventFilter.ALL)) {
            scan.show(List.of(requests));
        }
        return requests.resolve(files);
    }

    @Test
    void aLivingProcessIsOnlyRead() throws IOException {
        trace();
        killedTrace();
        box(ProcessIdentity.current()).chunk(0, 1, 1, 10, 40, 0).write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(40), arguments(files));
            String warning = files.warnings().get(0);
            assertTrue(
                    warning.contains("still being recorded by process "
                            + ProcessHandle.current().pid()),
                    warning);
        }
        assertTrue(Files.exists(box));
        assertFalse(Files.exists(trace.resolve(BoxFile.DIRECTORY)));
    }

    @Test
    void whatALivingProcessWroteLaterIsLeftOut() throws IOException {
        trace();
        long end = killedTrace();
        TestBox made = box(ProcessIdentity.current()).chunk(0, 1, 1, 0, 40, 0);
        // The moment of the black box is before the batch of 10 rows.
        made.file().beginWrite(1, end - 64, 0, 1, 1, 0, 0);
        made.file().written();
        made.write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(40), arguments(files));
        }
    }

    @Test
    void theBoxOfAnotherRecorderIsNotTaken() throws IOException {
        trace();
        killedTrace();
        new TestBox("other", DEAD, trace).chunk(0, 1, 1, 0, 40, 0).write(box);
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(10), arguments(files));
            assertTrue(
                    files.warnings().get(0).contains("is another's"),
                    files.warnings().get(0));
        }
        assertTrue(Files.exists(box));
    }

    @Test
    void aBoxInAZippedTraceIsRead() throws IOException {
        trace();
        killedTrace();
        box(DEAD).chunk(0, 1, 1, 10, 110, 0).chunk(4, 2, 7, 0, 20, 110).write(trace.resolve(BoxFile.DIRECTORY));
        Path zip = folder.resolve("run.vqtrace.zip");
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(trace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new java.util.zip.ZipEntry(
                        trace.getParent().relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        try (TraceFiles files = TraceFiles.open(zip)) {
            assertEquals(upTo(130), arguments(files));
        }
    }

    @Test
    void aDamagedChunkIsLeftOutAloneAndSaid() throws IOException {
        trace();
        box(DEAD).chunk(0, 1, 1, 0, 10, 0).damage(0, 3).chunk(1, 1, 2, 0, 10, 0).write(box);
        try (TraceFiles files = TraceFiles.open(box)) {
            assertEquals(upTo(10), arguments(files));
            assertTrue(
                    files.warnings().get(0).contains("chunk 0 is damaged"),
                    files.warnings().get(0));
        }
    }

    @Test
    void everyCutOfAFileLeavesTheRestReadable() throws IOException {
        trace();
        killedTrace();
        box(DEAD)
                .chunk(0, 1, 1, 10, 110, 0)
                .chunk(4, 2, 7, 0, 20, 110)
                .queue(0, 3, 5, 0)
                .write(box);
        List<Path> files;
        try (Stream<Path> list = Files.list(box)) {
            files = list.sorted().toList();
        }
        int run = 0;
        for (Path file : files) {
            for (long keep : new long[] {0, 7, 100, 5000, Files.size(file) - 1}) {
                Path copy = folder.resolve("cut" + run++);
                copy(trace, copy);
                copy(box, copy.resolve(BoxFile.DIRECTORY));
                cut(copy.resolve(BoxFile.DIRECTORY).resolve(file.getFileName()), keep);
                String what = file.getFileName() + " cut to " + keep;
                try (TraceFiles opened = TraceFiles.open(copy)) {
                    SortedSet<Long> arguments = arguments(opened);
                    assertTrue(arguments.containsAll(upTo(10)), what);
                    assertTrue(upTo(130).containsAll(arguments), what);
                    assertEquals(1, opened.warnings().size(), what);
                    assertFalse(opened.complete(), what);
                }
            }
        }
    }

    private static void cut(Path file, long keep) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Math.min(keep, channel.size()));
        }
    }

    @Test
    void garbageIsRefusedInOneLine() throws IOException {
        Path garbage = Files.createDirectory(folder.resolve("garbage"));
        Files.write(garbage.resolve(BoxFile.FILE), new byte[BoxFile.BYTES]);
        TraceReadException e = assertThrows(TraceReadException.class, () -> TraceFiles.open(garbage));
        assertEquals(1, e.getMessage().lines().count());
        assertTrue(e.getMessage().contains("no black box"), e.getMessage());
    }

    @Test
    void aTraceWhoseManifestIsGoneToo() throws IOException {
        trace();
        killedTrace();
        box(DEAD).chunk(0, 1, 1, 10, 40, 0).write(trace.resolve(BoxFile.DIRECTORY));
        Files.delete(trace.resolve(TraceFormat.MANIFEST_FILE));
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertEquals(upTo(40), arguments(files));
            assertEquals("nanoTime", files.manifest().clock().source());
        }
    }

    @Test
    void sizesOfADamagedBoxAllocateNothing() throws IOException {
        trace();
        box(DEAD).chunk(0, 1, 1, 0, 10, 0).write(box);
        for (int at = 4096; at < 4096 + 700; at++) {
            Path copy = folder.resolve("damaged" + at);
            copy(box, copy);
            try (FileChannel channel = FileChannel.open(copy.resolve(BoxFile.FILE), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x7f}), at);
            }
            try (TraceFiles files = TraceFiles.open(copy)) {
                assertTrue(files.manifest().events() <= 10);
            } catch (TraceReadException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
            BoxPlace.delete(copy);
        }
    }
}
