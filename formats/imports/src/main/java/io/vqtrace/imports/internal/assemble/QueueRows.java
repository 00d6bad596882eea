package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.QueueFacts;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.virtio.QueueRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configurations of a device's queues, from what queues did, what registers were written and what facts say. */
final class QueueRows {
    private final VirtioDevice device;
    private final boolean flushesTraced;

    /**
     * Prepares the rows of a device.
     *
     * @param flushesTraced whether the log holds a flush of any queue
     */
    QueueRows(VirtioDevice device, boolean flushesTraced) {
        this.device = device;
        this.flushesTraced = flushesTraced;
    }

    /** Makes the rows, by queue and then by time. */
    void forEach(Consumer<QueueRow> rows) {
        Set<Integer> indexes =
                device.state.queues.stream().map(queue -> queue.index).collect(Collectors.toCollection(TreeSet::new));
        // Nobody sees the requests of a vhost queue: its set-up alone would look like an idle one.
        if (device.state.vhostName == null) {
            indexes.addAll(device.state.setups.queues());
        }
        for (int index : indexes) {
            List<QueueRow> ofQueue = new ArrayList<>();
            Set<QueueSetup> used = new HashSet<>();
            device.state.queues.stream()
                    .filter(queue -> queue.index == index)
                    .forEach(queue -> used(queue, used, ofQueue::add));
            device.state.setups.of(index).stream()
                    .filter(setup -> !used.contains(setup))
                    .map(setup -> unused(index, setup))
                    .forEach(ofQueue::add);
            ofQueue.stream().sorted(Comparator.comparing(QueueRow::ts)).forEach(rows);
        }
    }

    private void used(QueueState queue, Set<QueueSetup> used, Consumer<QueueRow> rows) {
        int captured = capturedConfiguration(queue);
        QueueFacts known = device.facts == null ? null : device.facts.queues.get(queue.index);
        for (int i = 0; i < queue.configurations.size(); i++) {
            QueueConfiguration configuration = queue.configurations.get(i);
            // What the facts say holds for the driver that was there when they were taken, not for the firmware before.
            boolean current = i >= captured && device.facts != null && device.facts.driverReady();
            RingLayout negotiated = current ? device.negotiatedRing() : RingLayout.UNKNOWN;
            QueueSetup setup = device.state.setups.at(queue.index, configuration.firstTs);
            used.add(setup);
            RingLayout ring = configuration.ring(flushesTraced, setup == null ? negotiated : setup.ring());
            rows.accept(row(queue.index, configuration.firstTs, ring, current ? known : null, known, setup));
        }
    }

    private QueueRow unused(int index, QueueSetup setup) {
        return row(index, setup.ts, setup.ring(), null, null, setup);
    }

    private QueueRow row(int index, long ts, RingLayout ring, QueueFacts current, QueueFacts known, QueueSetup setup) {
        QueueRole role = device.role(index);
        return new QueueRow(
                device.state.id,
                index,
                role.name(),
                role.kind().label(),
                ring.label(),
                of(current, QueueFacts::size, setup, s -> s.size),
                of(known, QueueRows::maxSize, setup, s -> s.maxSize),
                setup == null ? null : setup.vector,
                of(current, QueueFacts::descriptorArea, setup, s -> s.descAddr),
                of(current, QueueFacts::driverArea, setup, s -> s.driverAddr),
                of(current, QueueFacts::deviceArea, setup, s -> s.deviceAddr),
                ts,
                current != null ? "facts" : "log");
    }

    /** Returns what the facts say, or else what the driver wrote, or null. */
    private static <T> T of(
            QueueFacts told, Function<QueueFacts, T> answer, QueueSetup setup, Function<QueueSetup, T> written) {
        T value = told == null ? null : answer.apply(told);
        return value != null || setup == null ? value : written.apply(setup);
    }

    /** The default size is the largest one for PCI, but not for every transport. */
    private static Integer maxSize(QueueFacts known) {
        boolean possible = known.maxSize() != null && (known.size() == null || known.maxSize() >= known.size());
        return possible ? known.maxSize() : null;
    }

    /** Returns the configuration that the facts speak of: the last one with requests, or the last one. */
    private static int capturedConfiguration(QueueState queue) {
        int last = queue.configurations.size() - 1;
        for (int i = last; i >= 0; i--) {
            if (queue.configurations.get(i).pops > 0) {
                return i;
            }
        }
        return last;
    }
}
