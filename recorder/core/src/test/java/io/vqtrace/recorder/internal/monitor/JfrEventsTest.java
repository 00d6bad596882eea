package io.vqtrace.recorder.internal.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.recorder.RecorderStatus.ThreadStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrEventsTest {
    @TempDir
    Path folder;

    private Map<String, RecordedEvent> recorded(Runnable work) throws IOException {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("vqtrace."))
                .collect(Collectors.toMap(event -> event.getEventType().getName(), event -> event));
    }

    @Test
    void eventsCarryTheirFields() throws IOException {
        RecorderEvents events = RecorderEvents.forThisRuntime();
        Path trace = Path.of("somewhere");
        Map<String, RecordedEvent> seen = recorded(() -> {
            events.triggerFired("vmm", "stalled", "disk0", 3, "stalled: disk0 queue 3");
            events.dump("vmm", "why", trace, 42, 5_000_000, null);
            events.diskError("vmm", trace, "No space left on device", 7);
            events.drops("vmm", 2, "iothread", 10, 30, 1_000_000_000);
        });
        RecordedEvent fired = seen.get("vqtrace.TriggerFired");
        assertEquals("stalled", fired.getString("condition"));
        assertEquals("disk0", fired.getString("device"));
        assertEquals(3, fired.getInt("queue"));
        assertEquals(List.of("vqtrace"), fired.getEventType().getCategoryNames());
        RecordedEvent dump = seen.get("vqtrace.Dump");
        assertEquals("somewhere", dump.getString("trace"));
        assertEquals(42, dump.getLong("rows"));
        assertEquals(Duration.ofMillis(5), dump.getDuration("took"));
        assertNull(dump.getString("problem"));
        assertEquals("No space left on device", seen.get("vqtrace.DiskError").getString("problem"));
        RecordedEvent drops = seen.get("vqtrace.Drops");
        assertEquals("iothread", drops.getString("ringThread"));
        assertEquals(10, drops.getLong("count"));
        assertEquals(30, drops.getLong("total"));
    }

    @Test
    void dropsAreAddedUpByThread() throws IOException {
        List<ThreadStatus> accounts = new ArrayList<>();
        accounts.add(new ThreadStatus(1, 11, "quiet", 100, 0));
        accounts.add(new ThreadStatus(2, 12, "loud", 100, 250));
        DropReporter reporter = new DropReporter("vmm", () -> accounts, RecorderEvents.forThisRuntime());
        Map<String, RecordedEvent> seen = recorded(() -> {
            reporter.pass(); // The first second has not passed.
            reporter.report();
            reporter.report(); // Nothing is new.
        });
        assertEquals(250, seen.get("vqtrace.Drops").getLong("count"));
        assertEquals("loud", seen.get("vqtrace.Drops").getString("ringThread"));
    }
}
