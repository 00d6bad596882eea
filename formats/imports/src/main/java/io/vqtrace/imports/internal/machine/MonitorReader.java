package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.facts.PciFacts;
import io.vqtrace.imports.internal.facts.QtreeDevice;
import io.vqtrace.imports.internal.facts.VirtioDeviceFacts;
import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.imports.machine.MachineSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a machine of the monitor's answers: {@code info qtree} lists all devices; without it {@code query-pci} and
 * {@code x-query-virtio} do, which know less. Used once.
 */
public final class MonitorReader {
    /** PCI base classes of memory, bridges, simple communication, system, input, processors and serial buses. */
    private static final int FIRST_PLATFORM_CLASS = 0x05;

    private static final int LAST_PLATFORM_CLASS = 0x0c;

    private final Facts facts;
    private final Map<Integer, QtreeDevice> tree = new HashMap<>();
    private final Set<Integer> folded = new HashSet<>();
    private final List<DeviceDraft> drafts = new ArrayList<>();

    private MonitorReader(Facts facts) {
        this.facts = facts;
        facts.tree().forEach(device -> tree.put(device.number(), device));
    }

    /**
     * Makes a machine.
     *
     * @param facts the answers
     * @return the machine, without a name
     */
    public static Machine read(Facts facts) {
        return new MonitorReader(facts).machine();
    }

    private Machine machine() {
        if (tree.isEmpty()) {
            facts.pci().forEach(this::function);
            facts.devices().stream().filter(this::isMissing).forEach(this::virtio);
        } else {
            // Children follow their parents in number, and a folded one adds its properties to its parent.
            Map<Integer, DeviceDraft> byNumber = new HashMap<>();
            tree.values().stream()
                    .sorted(Comparator.comparingInt(QtreeDevice::number))
                    .forEach(node -> node(node, byNumber));
        }
        List<MachineDevice> devices = drafts.stream().map(DeviceDraft::build).toList();
        return new Machine(MachineSource.MONITOR, null, null, HostAdapters.attach(devices), facts.warnings());
    }

    private void node(QtreeDevice node, Map<Integer, DeviceDraft> byNumber) {
        QtreeDevice parent = parent(node);
        if (parent != null && isPartOf(node, parent)) {
            folded.add(node.number());
            byNumber.get(parent.number()).properties(node.properties());
            byNumber.put(node.number(), byNumber.get(parent.number()));
            return;
        }
        DeviceDraft draft = new DeviceDraft(node.model())
                .id(node.id())
                .address(node.address())
                .properties(node.properties())
                .parent(parent == null || isBridge(parent) ? null : parent.id())
                .pciClass(pciClass(node.address()));
        if (draft.known() == null && node.id().isEmpty()) {
            draft.deviceClass(DeviceClass.PLATFORM);
        }
        facts.devices().stream()
                .filter(device -> !node.id().isEmpty() && node.id().equals(device.name)
                        || node.address() != null && node.address().equals(device.address))
                .findFirst()
                .ifPresent(device -> serve(draft, device));
        byNumber.put(node.number(), draft);
        drafts.add(draft);
    }

    /** The nearest device around it that is not a part of another. */
    private QtreeDevice parent(QtreeDevice node) {
        QtreeDevice parent = node.parent() == null ? null : tree.get(node.parent());
        while (parent != null && folded.contains(parent.number())) {
            parent = tree.get(parent.parent());
        }
        return parent;
    }

    /** The virtio device behind its PCI or CCW proxy, and the disk inside a USB stick. */
    private static boolean isPartOf(QtreeDevice node, QtreeDevice parent) {
        DeviceModel around = DeviceModels.find(parent.model());
        if (around == null) {
            return false;
        }
        boolean proxy = around.isVirtio() && around.deviceClass() != DeviceClass.PLATFORM;
        return proxy && DeviceModels.family(parent.model()).equals(DeviceModels.family(node.model()))
                || proxy && node.model().endsWith("-device")
                || parent.model().equals("usb-storage") && node.model().startsWith("scsi-");
    }

    private static boolean isBridge(QtreeDevice device) {
        DeviceModel model = DeviceModels.find(device.model());
        return model == null || model.deviceClass() == DeviceClass.PLATFORM;
    }

    private Integer pciClass(String address) {
        return facts.pci().stream()
                .filter(function -> function.address().equals(address))
                .map(PciFacts::deviceClass)
                .findFirst()
                .orElse(null);
    }

    private void function(PciFacts function) {
        String model = PciIds.model(function);
        DeviceDraft draft = new DeviceDraft(model)
                .id(function.id())
                .address(function.address())
                .pciClass(function.deviceClass());
        if (model == null) {
            draft.note("its PCI id is none of QEMU's, as that of a passed through device: info qtree tells");
            if (isPlatform(function)) {
                draft.deviceClass(DeviceClass.PLATFORM);
            }
        }
        facts.devices().stream()
                .filter(device -> function.address().equals(device.address))
                .findFirst()
                .ifPresentOrElse(device -> serve(draft, device), () -> draft.backend(null));
        drafts.add(draft);
    }

    private static boolean isPlatform(PciFacts function) {
        int base = function.deviceClass() == null ? 0 : function.deviceClass() >> 8;
        return base >= FIRST_PLATFORM_CLASS && base <= LAST_PLATFORM_CLASS;
    }

    private boolean isMissing(VirtioDeviceFacts device) {
        return device.address == null;
    }

    private void virtio(VirtioDeviceFacts device) {
        String model = device.model != null ? device.model : device.type == null ? null : device.type.label();
        DeviceDraft draft = new DeviceDraft(model).id(device.name);
        serve(draft, device);
        drafts.add(draft);
    }

    /** Where a running device says who serves its queues. */
    private static void serve(DeviceDraft draft, VirtioDeviceFacts device) {
        if (device.queueCount != null) {
            draft.property("num-vqs", device.queueCount.toString());
        }
        boolean open = draft.known() != null
                && (draft.known().byNetdev() || draft.known().backend() == Backend.QEMU);
        if (!open) {
            return;
        }
        if (device.vhostUser) {
            draft.backend(Backend.VHOST_USER);
        } else if (Boolean.TRUE.equals(device.vhostStarted)) {
            draft.note("vhost serves it, in the kernel or by vDPA: the command line tells which");
        } else if (Boolean.FALSE.equals(device.vhostStarted) && device.driverReady()) {
            draft.backend(Backend.QEMU);
        }
    }
}
