package io.vqtrace.imports;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An imported trace, read back with Arrow's own vectors. */
public final class ImportedTrace {
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final List<Map<String, Object>> devices;
    private final List<Map<String, Object>> queues;
    private final List<Map<String, Object>> negotiation;
    private final JsonNode json;

    private ImportedTrace(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> segments = files.filter(
                            file -> file.getFileName().toString().matches("events-\\d+\\.arrows"))
                    .sorted()
                    .toList();
            for (Path segment : segments) {
                events.addAll(rows(segment, true));
            }
        }
        events.sort(Comparator.comparingLong(row -> number(row, "ts")));
        devices = rows(directory.resolve("devices.arrows"), false);
        queues = rows(directory.resolve("queues.arrows"), false);
        negotiation = rows(directory.resolve("negotiation.arrows"), false);
        json = JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("trace.json")));
    }

    public static ImportedTrace read(Path directory) {
        try {
            return new ImportedTrace(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a stream; in each batch of events, time must not fall and the thread must be one. */
    private static List<Map<String, Object>> rows(Path file, boolean checkBatches) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RootAllocator allocator = new RootAllocator();
                InputStream in = Files.newInputStream(file);
                ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            while (reader.loadNextBatch()) {
                int first = rows.size();
                int count = reader.getVectorSchemaRoot().getRowCount();
                for (int i = 0; i < count; i++) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
                        row.put(vector.getName(), value(vector, i));
                    }
                    rows.add(row);
                    if (checkBatches && i > 0) {
                        Map<String, Object> before = rows.get(first + i - 1);
                        if (number(before, "ts") > number(row, "ts")
                                || number(before, "thread") != number(row, "thread")) {
                            throw new AssertionError("batch out of order: " + before + " before " + row);
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static Object value(FieldVector vector, int i) {
        if (vector.isNull(i)) {
            return null;
        }
        if (vector instanceof UInt1Vector bytes) {
            return bytes.get(i) & 0xff;
        }
        if (vector instanceof UInt2Vector shorts) {
            return (int) shorts.get(i);
        }
        Object value = vector.getObject(i);
        return value instanceof Number ? value : value.toString();
    }

    public static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    public static boolean observed(Map<String, Object> row, int flag) {
        return (number(row, "flags") & flag) != 0;
    }

    /** Returns the events in order of time; of the same time, as they were written. */
    public List<Map<String, Object>> events() {
        return events;
    }

    public List<Map<String, Object>> events(EventKind kind) {
        return events.stream().filter(row -> number(row, "kind") == kind.code()).toList();
    }

    public List<Map<String, Object>> devices() {
        return devices;
    }

    public List<Map<String, Object>> queues() {
        return queues;
    }

    public List<Map<String, Object>> negotiation() {
        return negotiation;
    }

    public JsonNode json() {
        return json;
    }

    /** Returns one line for each queue: what the events add up to, by the device's pointer and the queue's index. */
    public Map<String, String> summary() {
        Map<String, int[]> counts = new java.util.TreeMap<>();
        for (Map<String, Object> row : events) {
            Object source = devices.stream()
                    .filter(device -> number(device, "device") == number(row, "device"))
                    .findFirst()
                    .orElseThrow()
                    .get("source_id");
            int[] count = counts.computeIfAbsent(source + "/" + row.get("queue"), key -> new int[5]);
            switch (EventKind.ofCode((int) number(row, "kind"))) {
                case USED -> count[observed(row, Observed.RETURNED) ? 1 : 0]++;
                case OPEN -> count[2]++;
                case KICK -> count[3]++;
                case INTERRUPT -> count[4]++;
                default -> throw new AssertionError("kind of " + row);
            }
        }
        Map<String, String> text = new java.util.TreeMap<>();
        counts.forEach((queue, c) -> text.put(
                queue,
                "used " + c[0] + " returned " + c[1] + " open " + c[2] + " kicks " + c[3] + " interrupts " + c[4]));
        return text;
    }
}
