package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Recording goes on whatever happens to the trace's directory, and the trace says what happened. */
class DiskTroubleTest {
    private static final int EVENTS = 100_000;

    @TempDir
    Path temp;

    private static void kick(QueueProbe queue, int events) {
        for (int i = 0; i < events; i++) {
            queue.kick(i);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    @Test
    void deletedDirectoryIsMadeAnew() throws Exception {
        Path trace = temp.resolve("trace");
        VirtioRecorder recorder =
                VirtioRecorder.builder(trace).memory(8 << 20).threads(1).open();
        QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
        kick(queue, EVENTS);
        recorder.flush();
        delete(trace);
        kick(queue, 10);
        recorder.flush();
        recorder.close();
        RecorderStatus status = recorder.status();
        assertEquals(EVENTS + 10, status.offered());
        assertEquals(status.offered(), status.recorded() + status.dropped());
        assertEquals(status.recorded(), status.written());
        JsonNode manifest = TraceRows.manifest(trace);
        long rows = manifest.get("counts").get("events").asLong();
        long gaps = manifest.get("counts").get("dropped").asLong();
        assertEquals(status.written() - status.deleted() + gapRows(trace), rows);
        assertTrue(gaps <= status.dropped());
        assertTrue(manifest.get("warnings").toString().contains("directory was deleted"), manifest.toString());
        assertTrue(Files.size(trace.resolve("devices.arrows")) > 0);
    }

    private static long gapRows(Path trace) throws IOException {
        return TraceRows.rows(trace, EventKind.GAP).size();
    }

    /** A file in the place of the next segment fails writing as a full disk or a read-only file system does. */
    @Test
    void rowsThatCannotBeWrittenAreDiscardedAndTold() throws Exception {
        Path trace = temp.resolve("trace");
        Path obstacle = trace.resolve("events-000002.arrows");
        VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .memory(2 << 20)
                .threads(1)
                .segmentBytes(200_000)
                .open();
        QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
        Files.createDirectory(obstacle);
        kick(queue, EVENTS);
        recorder.flush();
        for (int i = 0; recorder.status().discarded() == 0; i++) {
            kick(queue, EVENTS);
            recorder.flush();
            assertTrue(i < 1000, () -> "nothing was discarded: " + recorder.status());
        }
        assertTrue(recorder.status().diskErrors() > 0);
        assertTrue(recorder.recording());
        Files.delete(obstacle);
        recorder.close();
        RecorderStatus status = recorder.status();
        assertEquals(status.offered(), status.recorded() + status.dropped());
        assertEquals(status.recorded(), status.written() + status.discarded(), status.toString());
        long told = TraceRows.rows(trace, EventKind.GAP).stream()
                .mapToLong(row -> row.get(EventColumn.COUNT))
                .sum();
        assertEquals(status.dropped() + status.discarded(), told);
        assertEquals(status.written(), TraceRows.rows(trace, EventKind.KICK).size());
        JsonNode manifest = TraceRows.manifest(trace);
        assertEquals(told, manifest.get("counts").get("dropped").asLong());
        assertEquals(
                status.discarded(), manifest.get("recorder").get("discarded").asLong());
        assertTrue(manifest.get("warnings").toString().contains("writing failed"), manifest.toString());
    }

    @Test
    void closeDoesNotThrowIfNothingCanBeWritten() throws Exception {
        Path trace = temp.resolve("trace");
        VirtioRecorder recorder =
                VirtioRecorder.builder(trace).memory(2 << 20).threads(1).open();
        QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
        delete(trace);
        Files.writeString(trace, "in the way");
        kick(queue, EVENTS);
        recorder.flush();
        recorder.close();
        recorder.close();
        RecorderStatus status = recorder.status();
        assertFalse(status.recording());
        assertEquals(EVENTS, status.offered());
        assertTrue(status.diskErrors() > 0);
    }

    @Test
    void budgetDeletesTheOldestSegmentsAndCountsTheirRows() throws Exception {
        Path trace = temp.resolve("trace");
        long budget = 2 << 20;
        VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .memory(16 << 20)
                .threads(1)
                .budgetBytes(budget)
                .open();
        QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
        for (int i = 0; i < 10; i++) {
            kick(queue, EVENTS / 10);
            recorder.flush();
            assertTrue(segmentBytes(trace) <= budget);
        }
        recorder.close();
        RecorderStatus status = recorder.status();
        assertTrue(status.deleted() > 0, status.toString());
        assertEquals(
                status.written() - status.deleted(),
                TraceRows.rows(trace, EventKind.KICK).size());
        JsonNode manifest = TraceRows.manifest(trace);
        assertEquals(status.deleted(), manifest.get("recorder").get("deleted").asLong());
        assertFalse(Files.exists(trace.resolve("events-000001.arrows")));
    }

    private static long segmentBytes(Path trace) throws IOException {
        try (Stream<Path> files = Files.list(trace)) {
            return files.filter(file -> file.getFileName().toString().startsWith("events-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void clockStepIsAnAnchorAndAWarning() throws Exception {
        Path trace = temp.resolve("trace");
        SteppedClock clock = new SteppedClock();
        try (VirtioRecorder recorder =
                VirtioRecorder.builder(trace).memory(8 << 20).clock(clock).open()) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
            queue.kick(1);
            clock.pass(50);
            clock.stepWallClock(-3_600_000_000_000L);
            recorder.flush();
            clock.pass(50);
            queue.kick(2);
        }
        List<TraceRow> rows = TraceRows.rows(trace);
        assertEquals(100, rows.get(1).get(EventColumn.TS) - rows.get(0).get(EventColumn.TS));
        JsonNode manifest = TraceRows.manifest(trace);
        assertEquals("stepped", manifest.get("clock").get("source").asString());
        assertTrue(manifest.get("clock").get("anchors").size() >= 2);
        assertTrue(manifest.get("warnings").toString().contains("stepped by PT-1H"), manifest.toString());
    }
}
