package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.path.Heads;
import io.vqtrace.recorder.internal.path.QueuePath;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.box.ControlRecords;
import io.vqtrace.trace.box.TableLog;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.QueueRole;
import io.vqtrace.virtio.QueueRoles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a recorder knows besides rows: devices, queues, negotiation, warnings. Every trace that it writes, the stream or a
 * dump, gets its small tables from here by a {@link TableFeed}. Thread-safe.
 */
public final class Catalog {
    private static final int KEPT_STEPS = 1 << 14;
    private static final int KEPT_WARNINGS = 100;

    private record QueueKey(int device, int queue) {}

    private final Journal<DeviceRow> devices = new Journal<>(1 << 16);
    private final Journal<QueueRow> configurations = new Journal<>(KEPT_STEPS);
    private final Journal<NegotiationRow> negotiation = new Journal<>(KEPT_STEPS);
    private final List<DeviceType> types = new ArrayList<>();
    private final Map<Integer, FeatureSet> accepted = new LinkedHashMap<>();
    private final Map<QueueKey, QueueRow> current = new LinkedHashMap<>();
    private final List<QueuePath> queues = new CopyOnWriteArrayList<>();
    private final List<Heads> regions = new CopyOnWriteArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /**
     * Adds a device.
     *
     * @return its id
     */
    public synchronized int addDevice(String name, DeviceType type, String transport, String address) {
        int id = types.size();
        types.add(type);
        String label = type == null ? null : type.label();
        Integer typeId = type == null ? null : (Integer) type.id();
        devices.add(new DeviceRow(id, name, label, typeId, transport, null, "java", address, null, null, null));
        return id;
    }

    /** Puts every later row into a black box too. */
    public void keepIn(TableLog log) {
        devices.onAdd(log::device);
        configurations.onAdd(log::queue);
        negotiation.onAdd(log::negotiation);
    }

    /** Adds the memory of a device's own events. */
    public void addRegion(Heads region) {
        regions.add(region);
    }

    /** Adds a queue that has a probe. */
    public void addQueue(QueuePath queue) {
        queues.add(queue);
        regions.add(queue.heads());
    }

    /** Looks at how each queue that has a probe stands. */
    public List<QueueStateRow> queueStates(long now) {
        return queues.stream().map(path -> path.heads().state(now)).toList();
    }

    /** Returns the queues that have probes. */
    public List<QueuePath> queues() {
        return queues;
    }

    /** Returns the memory of all queues, and of the devices' own events. */
    public List<Heads> regions() {
        return regions;
    }

    /** Adds to a ledger what the queues' sides have lost and told by no GAP row, once nobody records any more. */
    public void pendingGaps(LossLedger ledger, long now) {
        for (Heads heads : regions) {
            QueuePath.pendingGaps(
                    heads, (count, since) -> ledger.add(heads.device(), heads.queue(), count, since, now));
        }
    }

    /** Returns the role of a queue, from all that is known of its device by now. */
    public synchronized QueueRole role(int device, int queue) {
        DeviceType type = device < types.size() ? types.get(device) : null;
        int known = 0;
        for (QueuePath path : queues) {
            if (path.heads().device() == device) {
                known = Math.max(known, path.heads().queue() + 1);
            }
        }
        return QueueRoles.of(type, queue, known, accepted.get(device));
    }

    /** Returns a number that grows whenever queues, their configuration or their roles may have changed. */
    public long changes() {
        return queues.size() + configurations.end() + negotiation.end();
    }

    /** Returns the name of a device. */
    public String deviceName(int device) {
        return devices.from(device).elements().get(0).name();
    }

    /** Returns the ring entries of a queue: those in use, or else the largest number. */
    public synchronized int size(QueuePath path) {
        QueueRow row =
                current.get(new QueueKey(path.heads().device(), path.heads().queue()));
        return row == null || row.size() == null ? path.size() : row.size();
    }

    /** Takes over a negotiation record. */
    synchronized void add(ByteBuffer record, int at) {
        NegotiationStep step = ControlRecords.step(record, at);
        NegotiationRow row = ControlRecords.negotiation(record, at);
        negotiation.add(row);
        if (step == NegotiationStep.FEATURES_ACCEPTED) {
            accepted.put(row.device(), new FeatureSet(row.featuresLow(), row.featuresHigh()));
        } else if (step == NegotiationStep.QUEUE_SETUP) {
            configure(ControlRecords.configuration(record, at, role(row.device(), row.queue())));
        }
    }

    private void configure(QueueRow row) {
        configurations.add(row);
        current.put(new QueueKey(row.device(), row.queue()), row);
    }

    /** Adds rows for the queues that have a probe and were never configured, so that their role is known. */
    public synchronized void describeQueues(long ts) {
        for (QueuePath path : queues) {
            Heads heads = path.heads();
            if (!current.containsKey(new QueueKey(heads.device(), heads.queue()))) {
                QueueRole role = role(heads.device(), heads.queue());
                configure(new QueueRow(
                        heads.device(),
                        heads.queue(),
                        role.name(),
                        role.kind().label(),
                        "unknown",
                        null,
                        path.size(),
                        null,
                        null,
                        null,
                        null,
                        ts,
                        "recorder"));
            }
        }
    }

    /** Adds a line for people to every trace that is being written; once, and not too many. */
    public synchronized void warn(String line) {
        if (warnings.size() < KEPT_WARNINGS) {
            warnings.add(line);
        }
    }

    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    public Journal<DeviceRow> devices() {
        return devices;
    }

    public Journal<QueueRow> configurations() {
        return configurations;
    }

    public Journal<NegotiationRow> negotiation() {
        return negotiation;
    }

    /** Returns the configuration that each queue has now. */
    synchronized Journal.Part<QueueRow> currentConfigurations() {
        return new Journal.Part<>(
                List.copyOf(current.values()), configurations.none().end());
    }
}
