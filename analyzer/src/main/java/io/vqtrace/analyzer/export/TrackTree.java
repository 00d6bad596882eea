package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.Catalog;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.trace.EventColumn;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The tracks of a Perfetto trace: devices, below them queues, below these what happens on them. Made when needed. */
final class TrackTree {
    private static final String RECORDER = "recorder";

    private final PerfettoWriter writer;
    private final Catalog catalog;
    private final Map<Integer, Long> devices = new HashMap<>();
    private final Map<QueueKey, Long> queues = new HashMap<>();
    private final Map<QueueKey, Map<String, Long>> instants = new HashMap<>();
    private long lastUuid;

    TrackTree(PerfettoWriter writer, Catalog catalog) {
        this.writer = writer;
        this.catalog = catalog;
    }

    long newUuid() {
        return ++lastUuid;
    }

    int tracks() {
        return Math.toIntExact(lastUuid);
    }

    /** Returns the track of a queue. */
    long queue(QueueKey key) throws IOException {
        Long known = queues.get(key);
        if (known == null) {
            String role = catalog.queue(key).role();
            long parent = device(key.device());
            known = newUuid();
            writer.group(known, parent, key.queue(), "queue " + key.queue() + (role == null ? "" : " " + role));
            queues.put(key, known);
        }
        return known;
    }

    private long device(int id) throws IOException {
        Long known = devices.get(id);
        if (known == null) {
            known = newUuid();
            writer.group(known, 0, id, deviceName(id));
            devices.put(id, known);
        }
        return known;
    }

    private String deviceName(int id) {
        if (id == EventColumn.NO_QUEUE) {
            return RECORDER; // A gap of no device.
        }
        DeviceInfo device = catalog.device(id);
        String type = device.row().type();
        return device.displayName() + (type == null ? "" : " (" + type + ")");
    }

    /**
     * Returns a track of events without length.
     *
     * @param key queue, or {@link EventColumn#NO_QUEUE} for the device as a whole
     */
    long instants(QueueKey key, int rank, String name) throws IOException {
        Map<String, Long> ofQueue = instants.computeIfAbsent(key, any -> new HashMap<>());
        Long known = ofQueue.get(name);
        if (known == null) {
            long parent = key.queue() == EventColumn.NO_QUEUE ? device(key.device()) : queue(key);
            known = newUuid();
            writer.track(known, parent, rank, name);
            ofQueue.put(name, known);
        }
        return known;
    }
}
