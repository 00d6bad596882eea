package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.facts.QueueFacts;
import io.vqtrace.imports.internal.facts.VirtioDeviceFacts;
import io.vqtrace.imports.internal.scan.EventCounts;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceWriter;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.QueueRole;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Writes the small tables of a trace, when the whole log is known. */
final class TraceTables {
    private final TraceWriter writer;
    private final Facts facts;
    private final EventCounts events;
    private final boolean flushesTraced;
    private int devices;

    TraceTables(TraceWriter writer, Facts facts, EventCounts events, boolean flushesTraced) {
        this.writer = writer;
        this.facts = facts;
        this.events = events;
        this.flushesTraced = flushesTraced;
    }

    /** Writes devices, queues and features of the virtio devices. */
    void virtioDevices(List<DeviceState> all, Set<PciDevice> pciDevices) {
        List<DeviceState> states = all.stream().filter(DeviceState::exists).toList();
        Map<DeviceState, FactsJoin.Match> matches = new FactsJoin(facts).match(states);
        List<PciDevice> virtio = pciDevices.stream().filter(PciDevice::isVirtio).toList();
        PciDevice onlyPci = virtio.size() == 1 && states.size() == 1 ? virtio.get(0) : null;
        String transport = transport(!virtio.isEmpty());
        String vhostBackend = events.seenPrefix("vhost_user_") ? "vhost-user" : "vhost-kernel";
        for (DeviceState state : states) {
            VirtioDevice device = new VirtioDevice(state, matches.get(state), onlyPci);
            device(device.row(transport, vhostBackend));
            state.queues.stream()
                    .sorted(Comparator.comparingInt((QueueState queue) -> queue.index))
                    .forEach(queue -> queue(device, queue));
            if (device.facts != null) {
                features(state.id, device.facts);
            }
        }
    }

    private void device(DeviceRow row) {
        writer.device(row);
        devices++;
    }

    /** Returns the number of devices written. */
    int devices() {
        return devices;
    }

    private String transport(boolean pci) {
        boolean mmio = events.seenPrefix("virtio_mmio_");
        if (mmio == pci) {
            return null;
        }
        return pci ? "pci" : "mmio";
    }

    private void queue(VirtioDevice device, QueueState queue) {
        int captured = capturedConfiguration(queue);
        QueueFacts known = device.facts == null ? null : device.facts.queues.get(queue.index);
        for (int i = 0; i < queue.configurations.size(); i++) {
            QueueConfiguration configuration = queue.configurations.get(i);
            // What the facts say holds for the driver that was there when they were taken, not for the firmware before.
            boolean current = i >= captured && device.facts != null && device.facts.driverReady();
            QueueFacts told = current ? known : null;
            QueueSetup setup = device.state.setups.at(queue.index, configuration.firstTs);
            RingLayout negotiated = current ? device.negotiatedRing() : RingLayout.UNKNOWN;
            QueueRole role = device.role(queue.index);
            writer.queue(new QueueRow(
                    device.state.id,
                    queue.index,
                    role.name(),
                    role.kind().label(),
                    configuration
                            .ring(flushesTraced, setup == null ? negotiated : setup.ring())
                            .label(),
                    of(told, QueueFacts::size, setup, s -> s.size),
                    of(known, TraceTables::maxSize, setup, s -> s.maxSize),
                    setup == null ? null : setup.vector,
                    of(told, QueueFacts::descriptorArea, setup, s -> s.descAddr),
                    of(told, QueueFacts::driverArea, setup, s -> s.driverAddr),
                    of(told, QueueFacts::deviceArea, setup, s -> s.deviceAddr),
                    configuration.firstTs,
                    told != null ? "facts" : "log"));
        }
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

    private void features(int device, VirtioDeviceFacts known) {
        features(device, NegotiationStep.FEATURES_OFFERED, known.offered, "device");
        if (known.driverReady()) {
            features(device, NegotiationStep.FEATURES_ACCEPTED, known.accepted, "driver");
        }
    }

    private void features(int device, NegotiationStep step, FeatureSet features, String actor) {
        if (features != null) {
            writer.negotiation(new NegotiationRow(
                    device, null, step, null, null, features.low(), features.high(), actor, null, "facts", null));
        }
    }

    /** Writes a row for each emulated or passed through device. */
    void emulatedDevices(EmulatedDevices emulated, QueueTable queues) {
        emulated.rows(queues::freeId).forEach(this::device);
    }

    /** Writes the threads and what they do, as facts and log say it. */
    void threads(List<ThreadState> threads, SharedNames names) {
        ThreadState main = mainThread(threads);
        for (ThreadState thread : threads) {
            String role = facts.threadRoles().get(thread.tid);
            if (role == null) {
                role = thread == main ? "main" : ThreadRoles.ofName(names.threadName(thread.tid));
            }
            writer.thread(new ThreadEntry(thread.index, thread.tid, role));
        }
    }

    /** The only thread that is neither a vCPU nor an I/O thread is the main one, if it is also the oldest. */
    private ThreadState mainThread(List<ThreadState> threads) {
        List<ThreadState> rest = threads.stream()
                .filter(thread -> !facts.threadRoles().containsKey(thread.tid))
                .toList();
        boolean certain = !facts.threadRoles().isEmpty()
                && rest.size() == 1
                && facts.threadRoles().keySet().stream().allMatch(tid -> tid > rest.get(0).tid);
        return certain ? rest.get(0) : null;
    }
}
