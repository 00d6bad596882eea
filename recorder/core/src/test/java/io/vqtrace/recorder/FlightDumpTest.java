package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps on virtual time: what is in them is known to the row. */
class FlightDumpTest {
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private VirtioRecorder recorder;
    private QueueProbe queue;
    private int requests;

    private VirtioRecorderBuilder flight() {
        return VirtioRecorder.builder(folder)
                .name("vmm")
                .clock(clock)
                .memory(4 << 20)
                .threads(2)
                .flight(Duration.ofSeconds(10))
                .lookForward(Duration.ofSeconds(1));
    }

    private void open(VirtioRecorderBuilder builder) throws IOException {
        recorder = builder.open();
        queue = recorder.device("disk0", DeviceType.BLK).queue(0, 64);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    /** Records requests, a millisecond each; the number of a request is its argument. */
    private void record(int count) {
        for (int i = 0; i < count; i++) {
            queue.pop(5, 2, 512, 0, 1, requests++);
            clock.pass(MS);
            queue.used(5, 1, 0);
            if (requests % 1000 == 0) {
                // On virtual time a thousand requests take no time for the drain to follow.
                recorder.flush();
            }
        }
    }

    private static Path get(CompletableFuture<Path> dump) throws Exception {
        return dump.get(30, TimeUnit.SECONDS);
    }

    @Test
    void dumpEndsThoughThreadsRecordAsFastAsItIsWritten() throws Exception {
        open(flight().memory(64 << 20).lookForward(Duration.ofMillis(1)));
        // More than a pass writes: a dump that waited to be up to date would never end.
        recorder.beforeDrainPass(() -> {
            clock.pass(MS);
            for (int row = 0; row < 300_000; row++) {
                queue.kick();
            }
        });
        Path dump = get(recorder.dump("all the time"));
        recorder.beforeDrainPass(() -> {});
        assertTrue(RecordedTrace.read(dump).batches().size() > 0);
    }

    @Test
    void windowHoldsExactlyTheRowsOfItsTime() throws Exception {
        open(flight());
        record(15_000);
        CompletableFuture<Path> dump = recorder.dump("disk is slow");
        record(500);
        recorder.flush();
        assertFalse(dump.isDone(), "the look-forward is not over");
        record(500);
        Path path = get(dump);
        assertEquals(
                "vmm-20231114T221335.000-disk-is-slow.vqtrace",
                path.getFileName().toString());
        RecordedTrace trace = RecordedTrace.read(path);
        // A row's time is that of its end: the window begins with the request that ended ten seconds before.
        assertEquals("4999-15999", trace.ranges(EventKind.USED, EventColumn.VALUE));
        assertEquals(SteppedClock.EPOCH + 5_000 * MS, trace.number("from_ns"));
        assertEquals(SteppedClock.EPOCH + 15_000 * MS, trace.number("at_ns"));
        assertEquals("\"disk is slow\"", trace.field("reason"));
        assertEquals("null", trace.field("trigger"));
        assertEquals("\"flight\"", trace.field("mode"));
        assertEquals("true", trace.field("closed"));
        assertEquals(0, trace.count(EventKind.GAP));
        assertEquals(1, recorder.status().dumps());
        assertEquals(path, recorder.status().lastDump());
        assertEquals(0, recorder.status().dropped());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(path), left.toList(), "no temporary directory is left");
        }
    }

    @Test
    void requestsInFlightWhenTheWindowOpensAreNotLost() throws Exception {
        open(flight().flight(Duration.ofSeconds(1)));
        queue.pop(1, 1, 512, 0, 1, 1_000_001);
        queue.pop(2, 1, 512, 0, 1, 1_000_002);
        record(5_000);
        CompletableFuture<Path> dump = recorder.dump("x");
        record(100);
        queue.used(1, 0, 0);
        record(900);
        RecordedTrace trace = RecordedTrace.read(get(dump));
        assertTrue(trace.values(EventKind.USED, EventColumn.VALUE).contains(1_000_001L));
        int used = trace.values(EventKind.USED, EventColumn.VALUE).indexOf(1_000_001L);
        assertEquals(
                5_100 * MS, trace.values(EventKind.USED, EventColumn.SINCE_NS).get(used));
        assertEquals(List.of(1_000_002L), trace.values(EventKind.OPEN, EventColumn.VALUE));
        assertEquals(List.of(6_000 * MS), trace.values(EventKind.OPEN, EventColumn.SINCE_NS));
    }

    @Test
    void dumpsAskedForTogetherAreMadeOneAfterTheOtherEachWithItsWindow() throws Exception {
        open(flight().flight(Duration.ofSeconds(2)));
        record(3_000);
        CompletableFuture<Path> first = recorder.dump("first");
        record(500);
        CompletableFuture<Path> second = recorder.dump("second");
        record(500);
        RecordedTrace one = RecordedTrace.read(get(first));
        record(500);
        RecordedTrace two = RecordedTrace.read(get(second));
        assertEquals("999-3999", one.ranges(EventKind.USED, EventColumn.VALUE));
        assertEquals("1499-4499", two.ranges(EventKind.USED, EventColumn.VALUE));
        assertEquals("\"second\"", two.field("reason"));
        assertEquals(2, recorder.status().dumps());
    }

    @Test
    void memoryBoundsTheWindowAndTheTraceSaysFromWhenOn() throws Exception {
        open(flight().memory(1 << 20).flight(Duration.ofHours(1)).lookForward(Duration.ZERO));
        record(100_000);
        RecordedTrace trace = RecordedTrace.read(get(recorder.dump("all")));
        List<Long> numbers = trace.values(EventKind.USED, EventColumn.VALUE);
        assertEquals(numbers.get(0) + "-99999", RecordedTrace.ranges(numbers), "without a hole");
        assertTrue(numbers.size() > 5_000 && numbers.size() < 20_000, () -> numbers.size() + " rows of a MiB");
        long from = trace.number("from_ns");
        assertTrue(from <= SteppedClock.EPOCH + (numbers.get(0) + 1) * MS);
        assertEquals(0, recorder.status().dropped());
    }

    @Test
    void flightBytesBoundTheWindowToo() throws Exception {
        open(flight().flight(Duration.ofHours(1)).flightBytes(1_000_000).lookForward(Duration.ZERO));
        record(40_000);
        RecordedTrace trace = RecordedTrace.read(get(recorder.dump("x")));
        long bytes = trace.rows() * EventColumn.ROW_BYTES;
        // The chunk that is being filled comes on top.
        assertTrue(bytes > 600_000 && bytes < 1_300_000, () -> bytes + " bytes");
    }

    @Test
    void slowThreadKeepsNothingButItsOwnChunk() throws Exception {
        open(flight().flight(Duration.ofHours(1)).lookForward(Duration.ZERO));
        Thread slow = new Thread(
                () -> recorder.device("slow", DeviceType.RNG).queue(0, 8).kick());
        slow.start();
        slow.join();
        record(100_000);
        assertEquals(0, recorder.status().dropped());
        RecordedTrace trace = RecordedTrace.read(get(recorder.dump("x")));
        assertTrue(trace.count(EventKind.USED) > 5_000);
    }

    @Test
    void stopAndStartLeaveTheirMark() throws Exception {
        open(flight().lookForward(Duration.ZERO));
        record(10);
        recorder.stop();
        record(10);
        recorder.start();
        record(10);
        RecordedTrace trace = RecordedTrace.read(get(recorder.dump("x")));
        assertEquals("0-9, 20-29", trace.ranges(EventKind.USED, EventColumn.VALUE));
        assertEquals(20, recorder.status().offered());
    }

    @Test
    void closeEndsTheDumpThatIsBeingWrittenAndThoseThatWait() throws Exception {
        open(flight());
        record(100);
        CompletableFuture<Path> first = recorder.dump("first");
        CompletableFuture<Path> second = recorder.dump("second");
        recorder.flush();
        recorder.close();
        assertEquals("0-99", RecordedTrace.read(get(first)).ranges(EventKind.USED, EventColumn.VALUE));
        assertEquals("0-99", RecordedTrace.read(get(second)).ranges(EventKind.USED, EventColumn.VALUE));
        CompletableFuture<Path> late = recorder.dump("late");
        ExecutionException refused = assertThrows(ExecutionException.class, () -> late.get(30, TimeUnit.SECONDS));
        assertInstanceOf(IllegalStateException.class, refused.getCause());
    }

    @Test
    void folderThatWasDeletedIsMadeAnew() throws Exception {
        open(flight().lookForward(Duration.ZERO));
        record(10);
        Files.delete(folder);
        Path path = get(recorder.dump("x"));
        assertEquals(10, RecordedTrace.read(path).count(EventKind.USED));
        assertEquals(0, recorder.status().diskErrors());
    }

    @Test
    void dumpThatCannotBeWrittenFailsAloneAndIsCounted() throws Exception {
        open(flight().lookForward(Duration.ZERO));
        record(10);
        Files.delete(folder);
        Files.createFile(folder);
        CompletableFuture<Path> dump = recorder.dump("x");
        ExecutionException failed = assertThrows(ExecutionException.class, () -> dump.get(30, TimeUnit.SECONDS));
        assertInstanceOf(IOException.class, failed.getCause());
        assertEquals(1, recorder.status().diskErrors());
        assertTrue(recorder.status().lastError().contains(folder.toString()), recorder.status()::lastError);
        record(10);
        Files.delete(folder);
        Path path = get(recorder.dump("again"));
        assertEquals("0-19", RecordedTrace.read(path).ranges(EventKind.USED, EventColumn.VALUE));
        assertEquals(1, recorder.status().dumps());
    }

    @Test
    void directoryLostWhileWritingFailsTheDumpAndRecordingGoesOn() throws Exception {
        open(flight());
        record(10);
        CompletableFuture<Path> dump = recorder.dump("x");
        recorder.flush();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        record(2_000);
        ExecutionException failed = assertThrows(ExecutionException.class, () -> dump.get(30, TimeUnit.SECONDS));
        assertInstanceOf(IOException.class, failed.getCause());
        CompletableFuture<Path> next = recorder.dump("y");
        record(1_000);
        assertEquals("0-3009", RecordedTrace.read(get(next)).ranges(EventKind.USED, EventColumn.VALUE));
    }

    @Test
    void stepOfTheWallClockIsInTheNextDump() throws Exception {
        open(flight().lookForward(Duration.ZERO));
        record(10);
        clock.stepWallClock(3_600_000 * MS);
        recorder.flush();
        record(10);
        RecordedTrace trace = RecordedTrace.read(get(recorder.dump("x")));
        assertEquals("0-19", trace.ranges(EventKind.USED, EventColumn.VALUE));
        assertTrue(trace.manifest().contains("the wall clock was stepped by PT1H"), trace::manifest);
    }

    @Test
    void tablesAreWholeInEveryDump() throws Exception {
        recorder = flight().lookForward(Duration.ZERO).open();
        DeviceProbe disk = recorder.device("disk0", DeviceType.BLK);
        disk.queueConfigured(0, false, 128, 256, 1, 0x1000, 0x2000, 0x3000);
        queue = disk.queue(0, 256);
        record(5);
        for (String reason : List.of("first", "second")) {
            Path path = get(recorder.dump(reason));
            for (String table : List.of("devices.arrows", "queues.arrows", "negotiation.arrows")) {
                assertTrue(Files.size(path.resolve(table)) > 1000, table + " of " + reason);
            }
        }
    }
}
