package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full or read-only, under a recorder that is at work. */
class FullDiskTest {
    private static final int HEADS = 16;

    @TempDir
    Path folder;

    private long requests;

    private void record(QueueProbe queue, int count) {
        for (int i = 0; i < count; i++) {
            int head = (int) (requests % HEADS);
            queue.pop(head, 1, 512, 0, 1, requests++);
            queue.used(head, 1, 0);
        }
    }

    /** Records a chunk's worth at a time, so that rows reach the disk, or the memory's end. */
    private void recordSlowly(VirtioRecorder recorder, QueueProbe queue, int count) {
        for (int i = 0; i < count; i += 1000) {
            record(queue, 1000);
            recorder.flush();
        }
    }

    private static VirtioRecorderBuilder stream(Path trace) {
        return VirtioRecorder.builder(trace).memory(1 << 20).threads(2);
    }

    private static VirtioRecorderBuilder flight(Path folder) {
        return VirtioRecorder.builder(folder)
                .memory(4 << 20)
                .threads(2)
                .flight(Duration.ofMinutes(10))
                .lookForward(Duration.ZERO);
    }

    /** Checks that requests and gaps in a closed trace are all that was recorded. */
    private void checkWhole(Path path, RecorderStatus status) throws IOException {
        RecordedTrace trace = RecordedTrace.read(path);
        long gaps = trace.values(EventKind.GAP, EventColumn.COUNT).stream()
                .mapToLong(Long::longValue)
                .sum();
        assertEquals(requests, trace.count(EventKind.USED) + gaps);
        assertEquals(requests, status.offered());
        assertEquals(gaps, status.discarded() + status.dropped());
        assertTrue(status.discarded() > 0, "rows were given up while the disk was in trouble");
        List<Long> numbers = trace.values(EventKind.USED, EventColumn.VALUE);
        assertEquals(0, numbers.get(0));
        assertEquals(requests - 1, numbers.get(numbers.size() - 1), "writing went on");
        assertTrue(status.diskErrors() > 0);
        assertTrue(trace.manifest().contains("writing failed"), trace::manifest);
    }

    @Test
    void streamSurvivesAFullDisk() throws Exception {
        try (TmpfsMount disk = TmpfsMount.of(folder.resolve("disk"), "2m")) {
            Path trace = disk.point().resolve("a.vqtrace");
            VirtioRecorder recorder = stream(trace).open();
            try (recorder) {
                QueueProbe queue = recorder.device("disk0", DeviceType.BLK).queue(0, HEADS);
                recordSlowly(recorder, queue, 100_000);
                assertTrue(recorder.status().lastError().contains("No space left"), recorder.status()::lastError);
                disk.remount("size=64m");
                TimeUnit.MILLISECONDS.sleep(150); // Failed writing is not tried again at once.
                recordSlowly(recorder, queue, 10_000);
            }
            checkWhole(trace, recorder.status());
        }
    }

    @Test
    void dumpOnAFullDiskFailsLeavesNothingAndTheNextOneHasTheRows() throws Exception {
        try (TmpfsMount disk = TmpfsMount.of(folder.resolve("disk"), "300k")) {
            try (VirtioRecorder recorder = flight(disk.point()).open()) {
                QueueProbe queue = recorder.device("disk0", DeviceType.BLK).queue(0, HEADS);
                recordSlowly(recorder, queue, 20_000);
                assertFails(recorder.dump("full"), "No space left");
                try (Stream<Path> left = Files.list(disk.point())) {
                    assertEquals(List.of(), left.toList(), "what was written of a failed dump goes");
                }
                recordSlowly(recorder, queue, 1_000);
                disk.remount("size=64m");
                RecordedTrace trace = RecordedTrace.read(recorder.dump("again").get(30, TimeUnit.SECONDS));
                assertEquals("0-20999", trace.ranges(EventKind.USED, EventColumn.VALUE));
                assertEquals(0, recorder.status().dropped());
                assertEquals(1, recorder.status().diskErrors());
                assertEquals(1, recorder.status().dumps());
            }
        }
    }

    @Test
    void dumpOnAReadOnlyDiskFails() throws Exception {
        try (TmpfsMount disk = TmpfsMount.of(folder.resolve("disk"), "64m")) {
            try (VirtioRecorder recorder = flight(disk.point()).open()) {
                QueueProbe queue = recorder.device("disk0", DeviceType.BLK).queue(0, HEADS);
                recordSlowly(recorder, queue, 1_000);
                disk.remount("ro");
                assertFails(recorder.dump("read-only"), "Read-only file system");
                disk.remount("rw");
                RecordedTrace trace = RecordedTrace.read(recorder.dump("again").get(30, TimeUnit.SECONDS));
                assertEquals("0-999", trace.ranges(EventKind.USED, EventColumn.VALUE));
            }
        }
    }

    private static void assertFails(CompletableFuture<Path> dump, String why) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> dump.get(30, TimeUnit.SECONDS));
        assertInstanceOf(IOException.class, failed.getCause());
        assertTrue(failed.getCause().getMessage().contains(why), failed.getCause()::toString);
    }
}
