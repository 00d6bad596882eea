package io.vqtrace.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The content of {@code trace.json} and its atomic replacement. */
final class Manifest {
    private static final String WARNINGS = "warnings";
    private static final Set<String> RESERVED = Set.of(
            "format",
            "version",
            "producer",
            "source",
            "host",
            "mode",
            "level",
            "clock",
            "start_ns",
            "end_ns",
            "counts",
            "threads",
            "segments",
            "deleted",
            "compression_unavailable",
            "closed");

    private final Map<String, String> head = new LinkedHashMap<>();
    private final Map<String, String> extras = new LinkedHashMap<>();
    private final List<Object> callerWarnings = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<Integer, ThreadEntry> threads = new TreeMap<>();
    private Clock clock = Clock.NONE;
    private long uncompressedBatches;

    Manifest() {
        head("format", TraceFormat.NAME);
        head("version", TraceFormat.VERSION);
    }

    /** Sets a field at the top of the file. */
    void head(String key, Object value) {
        head.put(key, JsonText.of(value));
    }

    /** Sets a field of the caller's own. */
    void extra(String key, Object value) {
        if (RESERVED.contains(key)) {
            throw new IllegalArgumentException("the field " + key + " belongs to the writer");
        }
        String json = JsonText.of(value);
        if (key.equals(WARNINGS)) {
            if (!(value instanceof List<?> list)) {
                throw new IllegalArgumentException(WARNINGS + " is a list of strings");
            }
            callerWarnings.clear();
            callerWarnings.addAll(list);
        } else {
            extras.put(key, json);
        }
    }

    void clock(Clock newClock) {
        clock = newClock;
    }

    void thread(ThreadEntry entry) {
        threads.put(entry.thread(), entry);
    }

    /** Adds a warning of the writer, once. */
    void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /** Counts a batch that was to be compressed and could not. */
    void countUncompressed() {
        uncompressedBatches++;
    }

    /**
     * Replaces the file: a reader sees the old or the new content, never a part.
     *
     * @throws IOException if it cannot be written; the old content is then still there
     */
    void replace(Path directory, EventSegments segments, boolean closed) throws IOException {
        Path file = directory.resolve(TraceFormat.MANIFEST_FILE);
        Path temporary = directory.resolve(TraceFormat.MANIFEST_FILE + ".tmp");
        try {
            Files.writeString(temporary, render(segments, closed), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            IOException named = ArrowStreamFile.named(file, e);
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException alsoFailed) {
                named.addSuppressed(alsoFailed);
            }
            throw named;
        }
    }

    private String render(EventSegments segments, boolean closed) {
        EventSummary events = segments.content();
        Map<String, String> fields = new LinkedHashMap<>(head);
        boolean timed = clock.hasTimes() && events.events() > 0;
        fields.put("clock", JsonText.of(clockJson()));
        fields.put("start_ns", JsonText.of(timed ? events.firstTs() : null));
        fields.put("end_ns", JsonText.of(timed ? events.lastTs() : null));
        fields.put("counts", JsonText.of(events.countsJson()));
        fields.put("threads", JsonText.of(threadsJson()));
        fields.put("segments", JsonText.of(segments.toJson(timed)));
        if (segments.deletedSegments() > 0) {
            fields.put("deleted", JsonText.of(deletedJson(segments)));
        }
        fields.putAll(extras);
        if (uncompressedBatches > 0) {
            fields.put("compression_unavailable", JsonText.of(uncompressedBatches));
        }
        List<Object> allWarnings = new ArrayList<>(callerWarnings);
        allWarnings.addAll(warnings);
        fields.put(WARNINGS, JsonText.of(allWarnings));
        fields.put("closed", JsonText.of(closed));
        StringBuilder text = new StringBuilder();
        String separator = "{\n ";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            text.append(separator)
                    .append(JsonText.of(field.getKey()))
                    .append(": ")
                    .append(field.getValue());
            separator = ",\n ";
        }
        // No line end: so that a file cut by a single byte is seen to be cut.
        return text.append("\n}").toString();
    }

    private static Map<String, Object> deletedJson(EventSegments segments) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("segments", segments.deletedSegments());
        json.put("events", segments.deleted().events());
        json.put("dropped", segments.deleted().dropped());
        return json;
    }

    private Map<String, Object> clockJson() {
        List<Object> anchors = new ArrayList<>();
        for (Clock.Anchor anchor : clock.anchors()) {
            Map<String, Object> pair = new LinkedHashMap<>();
            pair.put("monotonic_ns", anchor.monotonicNs());
            pair.put("epoch_ns", anchor.epochNs());
            anchors.add(pair);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", clock.source());
        json.put("resolution_ns", clock.resolutionNs() > 0 ? clock.resolutionNs() : null);
        json.put("anchors", anchors);
        return json;
    }

    private List<Object> threadsJson() {
        List<Object> list = new ArrayList<>();
        for (ThreadEntry entry : threads.values()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("thread", entry.thread());
            json.put("tid", entry.tid());
            json.put("role", entry.role());
            list.add(json);
        }
        return list;
    }
}
