package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;
import io.vqtrace.imports.machine.MachineDevice;
import java.util.List;
import java.util.Set;

/**
 * Attaches SCSI disks and virtio ports to the adapter that serves them: behind a virtio adapter the guest sees virtio,
 * whatever the disk's own model is.
 */
final class HostAdapters {
    private static final Set<String> SCSI_DISKS =
            Set.of("scsi-hd", "scsi-cd", "scsi-disk", "scsi-block", "scsi-generic");
    private static final Set<String> PORTS = Set.of("virtconsole", "virtserialport");
    private static final String VIRTIO_SCSI = "scsi";
    private static final String COUNTERPART = "virtio-scsi";

    private HostAdapters() {}

    static List<MachineDevice> attach(List<MachineDevice> devices) {
        return devices.stream().map(device -> attached(device, devices)).toList();
    }

    private static MachineDevice attached(MachineDevice device, List<MachineDevice> devices) {
        if (device.model() == null) {
            return device;
        }
        boolean disk = SCSI_DISKS.contains(device.model());
        if (!disk && !PORTS.contains(device.model())) {
            return device;
        }
        List<MachineDevice> adapters = devices.stream()
                .filter(other -> other != device && (disk ? isScsiAdapter(other) : isSerialAdapter(other)))
                .toList();
        // Without a bus of its own a device goes to the only adapter that there is.
        MachineDevice adapter = adapters.stream()
                .filter(other -> device.parent() != null && device.parent().equals(other.id()))
                .findFirst()
                .orElse(adapters.size() == 1 ? adapters.get(0) : null);
        if (adapter == null) {
            return device;
        }
        boolean virtio =
                device.implementation() == Implementation.EMULATED && adapter.implementation() == Implementation.VIRTIO;
        return new MachineDevice(
                device.id(),
                device.model(),
                device.deviceClass(),
                virtio ? Implementation.VIRTIO : device.implementation(),
                virtio ? adapter.backend() : device.backend(),
                device.virtioType(),
                virtio ? null : device.counterpart(),
                device.address(),
                adapter.id() == null ? adapter.model() : adapter.id(),
                device.properties(),
                device.notes());
    }

    private static boolean isScsiAdapter(MachineDevice device) {
        if (device.model() == null || device.deviceClass() != DeviceClass.DISK || SCSI_DISKS.contains(device.model())) {
            return false;
        }
        return device.virtioType() != null
                ? device.virtioType().family().equals(VIRTIO_SCSI)
                : COUNTERPART.equals(device.counterpart()) && !isDisk(device);
    }

    /** Models whose counterpart is virtio-scsi because they are optical drives, not adapters. */
    private static boolean isDisk(MachineDevice device) {
        return device.model().endsWith("-cd") || device.model().endsWith("-cdrom");
    }

    private static boolean isSerialAdapter(MachineDevice device) {
        return device.virtioType() != null
                && device.virtioType().family().equals("console")
                && !PORTS.contains(device.model());
    }
}
