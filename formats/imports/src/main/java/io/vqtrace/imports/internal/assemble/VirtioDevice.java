package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.VirtioDeviceFacts;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.QueueRole;
import io.vqtrace.virtio.QueueRoles;

/** A virtio device with all that log and facts say of it in the end. */
final class VirtioDevice {
    /** VIRTIO_F_RING_PACKED, virtio 1.4 chapter 6. */
    static final int RING_PACKED = 34;

    final DeviceState state;
    /** Device of the facts, or null. */
    final VirtioDeviceFacts facts;

    final DeviceType type;
    private final String join;
    private final PciDevice pci;

    /**
     * Puts a device together.
     *
     * @param match what the facts say, or null
     * @param onlyPci the only virtio device that configuration space events named, if the log has only one, or null
     */
    VirtioDevice(DeviceState state, FactsJoin.Match match, PciDevice onlyPci) {
        this.state = state;
        facts = match == null ? null : match.facts();
        pci = state.probed.size() == 1 ? state.probed.first() : onlyPci;
        type = type();
        join = join(match);
    }

    private DeviceType type() {
        if (!state.types.isEmpty()) {
            return DeviceType.ofName(state.types.first());
        }
        if (facts != null && facts.type != null) {
            return facts.type;
        }
        if (pci != null) {
            return DeviceType.ofName(pci.model());
        }
        return state.vhostName == null ? null : DeviceType.ofName(state.vhostName);
    }

    private String join(FactsJoin.Match match) {
        String guesses = null;
        if (!state.known() && !state.queues.isEmpty()) {
            guesses = "uncertain: no event names the device of these queues, they were grouped by address";
        } else if (state.queues.stream().anyMatch(queue -> !queue.indexProven || !queue.deviceProven)) {
            guesses = "uncertain: some queues of the device are known by address only, their index is a guess";
        }
        if (match == null || guesses == null) {
            return match == null ? guesses : match.join();
        }
        return match.join().equals(FactsJoin.CERTAIN) ? guesses : match.join() + "; " + guesses.substring(11);
    }

    DeviceRow row(String transport, String vhostBackend) {
        String model = facts != null && facts.busModel != null ? facts.busModel : pci == null ? null : pci.model();
        String address = facts != null && facts.address != null ? facts.address : pci == null ? null : pci.address();
        return new DeviceRow(
                state.id,
                facts == null ? null : facts.name,
                type == null ? null : type.label(),
                type == null ? null : type.id(),
                transport(state.transport() == null ? transport : state.transport(), model, address),
                state.known() ? "0x" + Long.toHexString(state.pointer()) : null,
                backend(vhostBackend, model),
                address,
                model,
                null,
                join);
    }

    private static String transport(String logTransport, String model, String address) {
        if (address != null || model != null && model.contains("-pci")) {
            return "pci";
        }
        if (model != null && model.endsWith("-ccw")) {
            return "ccw";
        }
        return logTransport;
    }

    private String backend(String vhostBackend, String model) {
        if (model != null && model.startsWith("vhost-user-")) {
            return "vhost-user";
        }
        if (model != null && model.startsWith("vhost-")) {
            return "vhost-kernel";
        }
        if (state.vdpa) {
            return "vhost-vdpa";
        }
        return state.vhostName == null ? "qemu" : vhostBackend;
    }

    /** Returns the layout of the rings that the driver accepted. */
    RingLayout negotiatedRing() {
        if (facts == null || facts.accepted == null || !facts.driverReady()) {
            return RingLayout.UNKNOWN;
        }
        return facts.accepted.has(RING_PACKED) ? RingLayout.PACKED : RingLayout.SPLIT;
    }

    QueueRole role(int queue) {
        FeatureSet features = null;
        if (facts != null) {
            features = facts.driverReady() ? facts.accepted : facts.offered;
        }
        return QueueRoles.of(type, queue, queueCount(), features);
    }

    /** The number of queues: told by the facts, or, of a network device, where the last one is the control queue, seen. */
    private Integer queueCount() {
        if (facts != null && facts.queueCount != null) {
            return facts.queueCount;
        }
        int last = state.queues.stream().mapToInt(queue -> queue.index).max().orElse(0);
        return type == DeviceType.NET && last > 0 && last % 2 == 0 ? Integer.valueOf(last + 1) : null;
    }
}
