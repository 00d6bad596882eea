package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.imports.machine.MachineSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What it takes to move an emulated device to its virtio counterpart. */
final class MigrationSteps {
    private static final String OPTICAL = "-cd";
    private static final String DISPLAY =
            "Guest: the driver virtio_gpu is in Linux; Windows needs viogpudo (virtio-win).";
    private static final String INPUT =
            "Guest: the driver virtio_input is in Linux from 4.1 on; Windows needs vioinput (virtio-win).";
    private static final Map<String, String> GUEST = Map.of(
            "virtio-net",
            "Guest: the driver virtio_net is in Linux; Windows needs NetKVM (virtio-win) installed before the change. The"
                    + " interface may get another name: bind its configuration to the MAC address.",
            "virtio-blk",
            "Guest: put the driver virtio_blk into the initramfs before the change (Windows: viostor, by a second virtio disk"
                    + " first), and mount by UUID or label: the disk becomes vda.",
            "virtio-scsi",
            "Guest: put the driver virtio_scsi into the initramfs before the change (Windows: vioscsi, by a second virtio disk"
                    + " first); disks keep names such as sda, in an order that may change.",
            "virtio-vga",
            DISPLAY,
            "virtio-gpu",
            DISPLAY,
            "virtio-tablet",
            INPUT,
            "virtio-keyboard",
            INPUT,
            "virtio-mouse",
            INPUT,
            "virtio-sound",
            "Guest: the driver virtio_snd is in Linux from 5.13 on; Windows needs viosnd (virtio-win).",
            "virtio-serial",
            "Guest: the driver virtio_console is in Linux; ports appear as hvc0 or /dev/virtio-ports instead of ttyS0.");

    private final MachineDevice device;
    private final boolean libvirt;

    MigrationSteps(MachineDevice device, List<Machine> machines) {
        this.device = device;
        libvirt = !machines.isEmpty()
                && machines.stream().allMatch(machine -> machine.source() == MachineSource.DOMAIN_XML);
    }

    List<String> steps() {
        List<String> steps = new ArrayList<>();
        steps.add(libvirt ? "Set " + libvirtChange() + "." : "Replace it by " + option() + ".");
        String guest = GUEST.get(device.counterpart());
        steps.add(guest == null ? "Guest: the driver of " + device.counterpart() + " must be there." : guest);
        switch (device.deviceClass()) {
            case NIC ->
                steps.add("Keep the MAC address" + (device.property("mac") == null ? "" : " " + device.property("mac"))
                        + " and, for network boot, bootindex; on a tap backend add vhost=on, so that QEMU is out of the data"
                        + " path.");
            case DISK ->
                steps.add("Boot order: keep bootindex"
                        + (device.property("bootindex") == null ? "" : "=" + device.property("bootindex"))
                        + "; firmware of QEMU boots from virtio disks, older boot loaders must not"
                        + " name the old controller.");
            default -> {
                // Nothing else depends on other devices.
            }
        }
        return steps;
    }

    private boolean isOptical() {
        return device.model() != null && device.model().endsWith(OPTICAL);
    }

    private String libvirtChange() {
        return switch (device.deviceClass()) {
            case NIC -> "<model type='virtio'/>";
            case DISK ->
                isOptical()
                        ? "<target bus='scsi'/> with a controller of type scsi and model virtio-scsi"
                        : device.counterpart().equals("virtio-scsi")
                                ? "model='virtio-scsi' on the SCSI controller"
                                : "<target bus='virtio'/>, and remove its <address> of type drive";
            default ->
                switch (device.counterpart()) {
                    case "virtio-vga", "virtio-gpu" -> "<video><model type='virtio'/></video>";
                    case "virtio-sound" -> "<sound model='virtio'/>";
                    case "virtio-tablet", "virtio-keyboard", "virtio-mouse" -> "bus='virtio' on the <input>";
                    default -> "the model " + device.counterpart();
                };
        };
    }

    /** The option with what the old device was given. */
    private String option() {
        String id = device.id();
        if (isOptical()) {
            return "-device virtio-scsi-pci,id=scsi0 -device scsi-cd,bus=scsi0.0" + suffix("drive", "bootindex");
        }
        String model = device.counterpart() + (device.counterpart().equals("virtio-vga") ? "" : "-pci");
        if (device.counterpart().equals("virtio-scsi")) {
            return device.model() != null && device.model().equals("scsi-hd")
                    ? "the same scsi-hd on a virtio-scsi-pci adapter"
                    : "-device " + model + (id == null ? "" : ",id=" + id) + ", with the same disks behind it";
        }
        return "-device " + model + (id == null ? "" : ",id=" + id) + suffix("drive", "netdev", "mac", "bootindex");
    }

    private String suffix(String... properties) {
        return Stream.of(properties)
                .filter(name -> isSet(device.property(name)))
                .map(name -> "," + name + "=" + device.property(name))
                .collect(Collectors.joining());
    }

    /** What {@code info qtree} prints for a boot index that was not given is -1. */
    private static boolean isSet(String value) {
        return value != null && !value.isEmpty() && !value.equals("-1");
    }
}
