package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.virtio.DeviceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JFR events of a recorder in trouble. */
class RecorderEventsTest {
    @TempDir
    Path folder;

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .filter(event -> event.getString("recorder").equals("eventful"))
                .toList();
    }

    @Test
    void tellOfTriggersDumpsDropsAndDiskErrors() throws Exception {
        Path file = folder.resolve("events.jfr");
        Path dumps = folder.resolve("dumps");
        try (Recording recording = new Recording()) {
            recording.start();
            VirtioRecorder recorder = VirtioRecorder.builder(dumps)
                    .name("eventful")
                    .memory(256 << 10)
                    .threads(1)
                    .flight(Duration.ofSeconds(10))
                    .lookForward(Duration.ZERO)
                    .trigger(Trigger.drop())
                    .open();
            long dropped;
            try (recorder) {
                QueueProbe queue = recorder.device("net0", DeviceType.NET).queue(0, 8);
                queue.drop(1, 60);
                recorder.flush();
                recorder.dump("by hand").get(30, TimeUnit.SECONDS);
                loseRows(recorder, queue);
                dropped = recorder.status().dropped();
                assertTrue(dropped > 0);
                deleteAndBlock(dumps);
                Assertions.assertThrows(
                        ExecutionException.class, () -> recorder.dump("blocked").get(30, TimeUnit.SECONDS));
            }
            recording.stop();
            recording.dump(file);
            check(RecordingFile.readAllEvents(file), dropped);
        }
    }

    /** Holds the drain up until the memory is full. */
    private static void loseRows(VirtioRecorder recorder, QueueProbe queue) throws InterruptedException {
        HeldDrain drain = HeldDrain.of(recorder);
        while (recorder.status().dropped() == 0) {
            queue.kick();
        }
        drain.release();
    }

    private static void deleteAndBlock(Path dumps) throws Exception {
        try (var all = Files.walk(dumps)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.createFile(dumps);
    }

    private static void check(List<RecordedEvent> events, long dropped) {
        RecordedEvent fired = named(events, "vqtrace.TriggerFired").get(0);
        assertEquals("drop: net0 queue 0 lost 1 packet, 60 bytes", fired.getString("reason"));
        List<RecordedEvent> dumps = named(events, "vqtrace.Dump");
        assertEquals(
                List.of("drop: net0 queue 0 lost 1 packet, 60 bytes", "by hand", "blocked"),
                dumps.stream().map(event -> event.getString("reason")).toList());
        assertNull(dumps.get(1).getString("problem"));
        assertEquals(1, dumps.get(1).getLong("rows"));
        assertNotNull(dumps.get(2).getString("problem"));
        assertEquals(1, named(events, "vqtrace.DiskError").size());
        List<RecordedEvent> drops = named(events, "vqtrace.Drops");
        assertEquals(
                dropped,
                drops.stream().mapToLong(event -> event.getLong("count")).sum());
        assertTrue(drops.size() <= 3, "drops are added up");
    }
}
