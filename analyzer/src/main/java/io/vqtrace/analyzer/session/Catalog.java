package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.sweep.QueueFacts;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.QueueRole;
import io.vqtrace.virtio.QueueRoles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The devices and queues of a trace, drawn together from its small tables. */
public final class Catalog {
    /** VIRTIO_F_INDIRECT_DESC, virtio 1.4 section 6. */
    private static final int INDIRECT_DESC = 28;

    private static final String FACTS = "facts";
    private static final String UNKNOWN_RING = "unknown";

    private final Map<Integer, DeviceInfo> devices = new TreeMap<>();
    private final Map<QueueKey, QueueRow> lastRows = new TreeMap<>();
    private final Map<Integer, List<NegotiationRow>> negotiation = new HashMap<>();
    private final Map<QueueKey, QueueInfo> queues = new HashMap<>();

    private final boolean recorded;

    Catalog(TraceFiles files) {
        recorded = files.manifest().recorded();
        files.negotiation()
                .forEach(row -> negotiation
                        .computeIfAbsent(row.device(), id -> new ArrayList<>())
                        .add(row));
        files.queues().forEach(row -> lastRows.merge(new QueueKey(row.device(), row.queue()), row, Catalog::later));
        Set<String> taken = new HashSet<>();
        files.devices().forEach(row -> devices.put(row.device(), device(row, taken)));
    }

    /** Merges two configurations of a queue: what the later one does not know stays as it was. */
    private static QueueRow later(QueueRow before, QueueRow after) {
        boolean factsBefore = FACTS.equals(before.source()) && !FACTS.equals(after.source());
        QueueRow base = factsBefore ? before : after;
        QueueRow other = factsBefore ? after : before;
        boolean ringKnown = base.ring() != null && !base.ring().equals(UNKNOWN_RING);
        return new QueueRow(
                base.device(),
                base.queue(),
                or(base.role(), other.role()),
                or(base.kind(), other.kind()),
                ringKnown ? base.ring() : or(other.ring(), base.ring()),
                or(base.size(), other.size()),
                or(base.maxSize(), other.maxSize()),
                or(base.vector(), other.vector()),
                or(base.descAddr(), other.descAddr()),
                or(base.driverAddr(), other.driverAddr()),
                or(base.deviceAddr(), other.deviceAddr()),
                or(base.ts(), other.ts()),
                base.source());
    }

    private static <T> T or(T value, T otherwise) {
        return value != null ? value : otherwise;
    }

    private DeviceInfo device(DeviceRow row, Set<String> taken) {
        Set<String> rings = new LinkedHashSet<>();
        lastRows.forEach((key, queue) -> {
            // A queue that the driver never set up has no ring to tell of.
            if (key.device() == row.device()
                    && queue.ring() != null
                    && !queue.ring().equals(UNKNOWN_RING)) {
                rings.add(queue.ring());
            }
        });
        Integer status = null;
        for (NegotiationRow step : negotiation.getOrDefault(row.device(), List.of())) {
            if (step.step() == NegotiationStep.STATUS && step.value() != null && step.value() != 0) {
                status = (int) (step.value() & 0xff);
            }
        }
        return new DeviceInfo(
                row,
                displayName(row, taken),
                rings.size() == 1 ? rings.iterator().next() : UNKNOWN_RING,
                features(row.device(), NegotiationStep.FEATURES_OFFERED),
                features(row.device(), NegotiationStep.FEATURES_ACCEPTED),
                status);
    }

    private static String displayName(DeviceRow row, Set<String> taken) {
        String name = row.name();
        if (name == null || !taken.add(name)) {
            String what = row.type() != null ? row.type() : row.model() != null ? row.model() : "device";
            name = (row.name() != null ? row.name() : what) + (row.sourceId() != null ? "@" + row.sourceId() : "");
            if (!taken.add(name)) {
                name = name + "#" + row.device();
                taken.add(name);
            }
        }
        return name;
    }

    /** Returns the last mask of a step; what a side channel answered outranks what an early look at registers gave. */
    private FeatureSet features(int device, NegotiationStep step) {
        NegotiationRow best = null;
        for (NegotiationRow row : negotiation.getOrDefault(device, List.of())) {
            boolean known = row.step() == step && row.featuresLow() != null;
            if (known && (best == null || !FACTS.equals(best.source()) || FACTS.equals(row.source()))) {
                best = row;
            }
        }
        return best == null
                ? null
                : new FeatureSet(best.featuresLow(), best.featuresHigh() == null ? 0 : best.featuresHigh());
    }

    /**
     * Returns the devices.
     *
     * @return all devices by id
     */
    public Collection<DeviceInfo> devices() {
        return devices.values();
    }

    /**
     * Returns a device; one that the trace does not describe gets a name from its id.
     *
     * @param id device id
     * @return the device
     */
    public DeviceInfo device(int id) {
        return devices.computeIfAbsent(id, missing -> {
            DeviceRow row = new DeviceRow(missing, null, null, null, null, null, null, null, null, null, null);
            return new DeviceInfo(row, "device#" + missing, UNKNOWN_RING, null, null, null);
        });
    }

    /**
     * Returns a queue; what was not recorded is drawn from the device's type.
     *
     * @param key device and index
     * @return the queue
     */
    public QueueInfo queue(QueueKey key) {
        return queues.computeIfAbsent(key, this::newQueue);
    }

    private QueueInfo newQueue(QueueKey key) {
        QueueRow row = lastRows.get(key);
        DeviceInfo device = device(key.device());
        DeviceType type = device.row().type() == null
                ? null
                : DeviceType.ofName(device.row().type());
        QueueRole role = type == null ? null : QueueRoles.of(type, key.queue());
        boolean supply = row != null && row.kind() != null
                ? row.kind().equals("supply")
                : role != null && role.kind() == QueueRole.Kind.SUPPLY;
        return new QueueInfo(
                key,
                row != null && row.role() != null ? row.role() : role == null ? null : role.name(),
                supply,
                row == null || row.ring() == null ? UNKNOWN_RING : row.ring(),
                row == null ? null : row.size(),
                row == null ? null : row.maxSize(),
                row == null ? null : row.vector(),
                device.accepted() == null ? null : device.accepted().has(INDIRECT_DESC));
    }

    /**
     * Returns what sweeps and simulations must know of a queue.
     *
     * @param key device and index
     * @return size, kind, and what of its ring a request takes
     */
    public QueueFacts facts(QueueKey key) {
        QueueInfo queue = queue(key);
        return new QueueFacts(queue.size(), entries(queue), queue.supply());
    }

    /** A recorder counts ring entries; of an import's descriptors only those outside of indirect tables are some. */
    private QueueFacts.Entries entries(QueueInfo queue) {
        if (recorded || Boolean.FALSE.equals(queue.indirect())) {
            return QueueFacts.Entries.COUNTED;
        }
        return queue.indirect() == null ? QueueFacts.Entries.ONE_AT_LEAST : QueueFacts.Entries.ONE;
    }

    /**
     * Returns the queues that have a configuration, by device and index.
     *
     * @return their keys
     */
    public Set<QueueKey> configuredQueues() {
        return lastRows.keySet();
    }

    /** Returns when each device was reset by a status of 0, ascending. */
    Map<Integer, long[]> resets() {
        Map<Integer, long[]> resets = new HashMap<>();
        negotiation.forEach((device, rows) -> {
            long[] times = rows.stream()
                    .filter(row -> row.ts() != null && isReset(row))
                    .mapToLong(NegotiationRow::ts)
                    .toArray();
            Arrays.sort(times);
            resets.put(device, times);
        });
        return resets;
    }

    private static boolean isReset(NegotiationRow row) {
        boolean statusZero = row.step() == NegotiationStep.STATUS && row.value() != null && row.value() == 0;
        return statusZero || row.step() == NegotiationStep.DEVICE_RESET;
    }

    /**
     * Finds the ids that names stand for.
     *
     * @param names display names, source ids or id numbers
     * @return the ids
     * @throws SessionException if a name fits no device
     */
    BitSet ids(List<String> names) throws SessionException {
        BitSet ids = new BitSet();
        for (String name : names) {
            boolean found = false;
            for (DeviceInfo device : devices.values()) {
                if (device.isNamed(name)) {
                    ids.set(device.row().device());
                    found = true;
                }
            }
            if (!found) {
                throw new SessionException("no device " + name + " in this trace; it has "
                        + String.join(
                                ", ",
                                devices.values().stream()
                                        .map(DeviceInfo::displayName)
                                        .toList()));
            }
        }
        return ids;
    }
}
