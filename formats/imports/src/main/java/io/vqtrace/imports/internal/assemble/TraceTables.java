package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.scan.EventCounts;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
            new QueueRows(device, flushesTraced).forEach(writer::queue);
            if (device.facts != null) {
                new FactRows(state.id, device.facts).forEach(writer::negotiation);
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
