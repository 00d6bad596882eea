package io.vqtrace.analyzer.read;

import io.vqtrace.trace.Clock;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** Reads {@code trace.json}. A field that is missing is null, 0 or empty; one of the wrong type counts as missing. */
final class ManifestReader {
    private static final int MAX_BYTES = 64 << 20;

    private ManifestReader() {}

    /**
     * Reads the manifest.
     *
     * @return the manifest, or null if the file is missing or is no JSON (cut)
     * @throws TraceReadException if it is the manifest of another format or of a newer version
     */
    static TraceManifest read(TraceContainer container, String traceName) throws IOException {
        if (!container.files().containsKey(TraceFormat.MANIFEST_FILE)) {
            return null;
        }
        Map<String, Object> json;
        try {
            json = JsonTree.object(container.bytes(TraceFormat.MANIFEST_FILE, MAX_BYTES));
        } catch (JacksonException e) {
            return null;
        }
        if (!TraceFormat.NAME.equals(json.get("format"))) {
            throw new TraceReadException(traceName + ": " + TraceFormat.MANIFEST_FILE
                    + " does not describe a vqtrace trace (format is " + json.get("format") + ")");
        }
        long version = number(json, "version", 0);
        requireVersion(traceName, version);
        return manifest(json, (int) version);
    }

    /** Refuses a version that this reader does not know. */
    static void requireVersion(String traceName, long version) throws TraceReadException {
        if (version != TraceFormat.VERSION) {
            throw new TraceReadException(traceName + " is format version " + version + ", this vqtrace reads "
                    + TraceFormat.VERSION + ": use a " + (version > TraceFormat.VERSION ? "newer" : "different")
                    + " vqtrace");
        }
    }

    private static TraceManifest manifest(Map<String, Object> json, int version) {
        Map<String, Object> counts = map(json.get("counts"));
        TraceManifest.Slice slice = json.get("slice") instanceof Map<?, ?> ? slice(map(json.get("slice"))) : null;
        return new TraceManifest(
                text(json, "producer"),
                version,
                text(json, "source"),
                text(json, "host"),
                text(json, "mode"),
                text(json, "level"),
                clock(map(json.get("clock"))),
                slice == null ? number(json, "start_ns") : slice.startNs(),
                slice == null ? number(json, "end_ns") : slice.endNs(),
                number(counts, "events", 0),
                byKind(counts.get("by_kind")),
                dropped(json),
                threads(list(json.get("threads"))),
                segments(list(json.get("segments"))),
                json.get("observable") instanceof List<?> names ? texts(names) : null,
                map(json.get("import")),
                new TraceManifest.Recording(
                        text(json, "black_box"),
                        text(json, "black_box_id"),
                        number(map(json.get("recorder")), "flush_interval_ns"),
                        map(json.get("recorder")),
                        map(json.get("dump"))),
                slice,
                List.copyOf(texts(list(json.get("warnings")))),
                Boolean.TRUE.equals(json.get("closed")),
                !Boolean.FALSE.equals(json.get("complete")),
                false);
    }

    /** A stream's recorder knows of losses before a GAP row tells of them, and may be killed in between. */
    private static long dropped(Map<String, Object> json) {
        long told = number(map(json.get("counts")), "dropped", 0);
        boolean cut = !Boolean.TRUE.equals(json.get("closed")) && "stream".equals(json.get("mode"));
        return cut ? Math.max(told, number(map(json.get("recorder")), "dropped", 0)) : told;
    }

    private static TraceManifest.Slice slice(Map<String, Object> json) {
        return new TraceManifest.Slice(
                text(json, "of"),
                number(json, "from_ns"),
                number(json, "to_ns"),
                number(json, "start_ns"),
                number(json, "end_ns"));
    }

    private static Clock clock(Map<String, Object> json) {
        List<Clock.Anchor> anchors = new ArrayList<>();
        for (Object anchor : list(json.get("anchors"))) {
            anchors.add(new Clock.Anchor(number(map(anchor), "monotonic_ns", 0), number(map(anchor), "epoch_ns", 0)));
        }
        String source = text(json, "source");
        return source == null ? Clock.NONE : new Clock(source, number(json, "resolution_ns", 0), anchors);
    }

    private static Map<EventKind, Long> byKind(Object json) {
        if (!(json instanceof Map)) {
            return null;
        }
        Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            counts.put(kind, number(map(json), kind.label(), 0));
        }
        return counts;
    }

    private static List<ThreadEntry> threads(List<?> json) {
        List<ThreadEntry> threads = new ArrayList<>();
        for (Object entry : json) {
            long index = number(map(entry), "thread", -1);
            if (index >= 0 && index <= 0xffff) {
                threads.add(new ThreadEntry((int) index, number(map(entry), "tid", 0), text(map(entry), "role")));
            }
        }
        return threads;
    }

    private static List<TraceManifest.SegmentInfo> segments(List<?> json) {
        List<TraceManifest.SegmentInfo> segments = new ArrayList<>();
        for (Object entry : json) {
            Map<String, Object> segment = map(entry);
            segments.add(new TraceManifest.SegmentInfo(
                    String.valueOf(segment.get("file")),
                    number(segment, "rows", 0),
                    number(segment, "batches", 0),
                    number(segment, "bytes", -1),
                    number(segment, "first_ns"),
                    number(segment, "last_ns")));
        }
        return segments;
    }

    private static Set<String> texts(List<?> json) {
        Set<String> texts = new LinkedHashSet<>();
        json.forEach(value -> texts.add(String.valueOf(value)));
        return texts;
    }

    private static String text(Map<String, Object> json, String key) {
        return json.get(key) instanceof String text ? text : null;
    }

    private static Long number(Map<String, Object> json, String key) {
        return json.get(key) instanceof Long number ? number : null;
    }

    private static long number(Map<String, Object> json, String key, long otherwise) {
        return json.get(key) instanceof Long number ? number : otherwise;
    }

    private static List<?> list(Object json) {
        return json instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked") // JsonTree makes every object a map by name.
    private static Map<String, Object> map(Object json) {
        return json instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
