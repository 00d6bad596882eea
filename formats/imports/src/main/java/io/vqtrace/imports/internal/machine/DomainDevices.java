package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import java.util.HashMap;
import java.util.Map;

/**
 * Translates the device elements of a domain to QEMU's device models, as libvirt does when it starts one. Elements that
 * stand for no device of their own, such as {@code emulator} or {@code graphics}, have none.
 */
final class DomainDevices {
    private static final int ALIAS_MAX = 200;

    private final String bus;
    private final DomainNics nics;
    private final DomainDisks disks;
    private final DomainHostDevices hostDevices;
    private final Map<String, Integer> unnamed = new HashMap<>();

    DomainDevices(XmlElement domain) {
        XmlElement type = domain.first("os").first("type");
        bus = type.getOrEmpty("arch").startsWith("s390")
                        || type.getOrEmpty("machine").startsWith("s390")
                ? "-ccw"
                : "-pci";
        nics = new DomainNics(domain, bus);
        disks = new DomainDisks(domain, bus);
        hostDevices = new DomainHostDevices(bus);
    }

    /** Returns the device of an element, null if it stands for none. */
    DeviceDraft device(XmlElement element) {
        DeviceDraft draft = switch (element.name()) {
            case "interface" -> nics.device(element);
            case "disk" -> disks.disk(element);
            case "controller" -> disks.controller(element);
            case "hostdev" -> hostDevices.device(element);
            case "redirdev" -> new DeviceDraft("usb-redir");
            case "filesystem" -> filesystem(element);
            case "memballoon" -> virtio("virtio-balloon", element.getOrEmpty("model"));
            case "rng" -> virtio("virtio-rng", element.getOrEmpty("model"));
            case "vsock" -> virtio("vhost-vsock", element.getOrEmpty("model"));
            case "crypto" -> virtio("virtio-crypto", element.getOrEmpty("model"));
            case "iommu" -> virtio("virtio-iommu", element.getOrEmpty("model"));
            case "memory" -> memory(element.getOrEmpty("model"));
            case "video" -> video(element.first("model"));
            case "sound" -> sound(element.getOrEmpty("model"));
            case "input" -> input(element);
            case "console", "channel" -> port(element);
            case "watchdog" -> watchdog(element.getOrEmpty("model"));
            case "tpm" -> tpm(element);
            case "shmem" -> new DeviceDraft(element.first("model").getOrEmpty("type"));
            case "smartcard" ->
                new DeviceDraft(
                        "passthrough".equals(element.get("mode")) ? "ccid-card-passthru" : "ccid-card-emulated");
            default -> null;
        };
        return draft == null ? null : named(draft, element);
    }

    private DeviceDraft named(DeviceDraft draft, XmlElement element) {
        String alias = element.first("alias").get("name");
        String target = element.first("target").get("dev");
        boolean byTarget = element.name().equals("disk") || element.name().equals("interface");
        String name = alias != null
                ? alias
                : element.name().equals("controller")
                        ? DomainDisks.adapterId(element)
                        : byTarget && target != null ? target : ordinal(element.name());
        return draft.id(name.length() > ALIAS_MAX ? name.substring(0, ALIAS_MAX) : name)
                .address(address(element.first("address")));
    }

    /** A domain that does not run has no aliases: its devices are numbered as libvirt will when it starts. */
    private String ordinal(String element) {
        String stem = switch (element) {
            case "interface" -> "net";
            case "memballoon" -> "balloon";
            case "filesystem" -> "fs";
            case "redirdev" -> "redir";
            default -> element;
        };
        return stem + (unnamed.merge(stem, 1, Integer::sum) - 1);
    }

    /** An address on the machine's own PCI bus; those behind bridges depend on numbers that firmware gives. */
    private static String address(XmlElement address) {
        if (!"pci".equals(address.get("type")) || number(address, "bus") != 0) {
            return null;
        }
        return String.format("00:%02x.%x", number(address, "slot"), number(address, "function"));
    }

    private static int number(XmlElement address, String attribute) {
        try {
            return Integer.decode(address.getOrEmpty(attribute));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** A device whose model attribute starts with {@code virtio}, as {@code virtio-transitional} does; else none. */
    private DeviceDraft virtio(String family, String model) {
        return model.isEmpty() || model.startsWith("virtio") ? new DeviceDraft(model(family, bus, model)) : null;
    }

    /** {@code virtio-transitional} asks for the model of that name. */
    static String model(String family, String bus, String given) {
        return family + bus + (given.startsWith("virtio-") && given.endsWith("transitional") ? given.substring(6) : "");
    }

    private DeviceDraft filesystem(XmlElement element) {
        String driver = element.first("driver").getOrEmpty("type");
        String model = driver.equals("virtiofs")
                ? "vhost-user-fs" + bus
                : driver.equals("mtp") ? "usb-mtp" : model("virtio-9p", bus, element.getOrEmpty("model"));
        return new DeviceDraft(model).property("tag", element.first("target").get("dir"));
    }

    private static DeviceDraft memory(String model) {
        return switch (model) {
            case "virtio-mem" -> new DeviceDraft("virtio-mem-pci");
            case "virtio-pmem" -> new DeviceDraft("virtio-pmem-pci");
            case "nvdimm" -> new DeviceDraft("nvdimm");
            default -> null;
        };
    }

    private DeviceDraft video(XmlElement model) {
        String type = model.getOrEmpty("type");
        boolean primary = !"no".equals(model.get("primary"));
        DeviceDraft draft = switch (type) {
            case "", "vga" -> new DeviceDraft("VGA");
            case "cirrus" -> new DeviceDraft("cirrus-vga");
            case "vmvga" -> new DeviceDraft("vmware-svga");
            case "qxl" -> new DeviceDraft(primary ? "qxl-vga" : "qxl");
            case "bochs" -> new DeviceDraft("bochs-display");
            case "ramfb" -> new DeviceDraft("ramfb");
            case "virtio" -> new DeviceDraft(primary && bus.equals("-pci") ? "virtio-vga" : "virtio-gpu" + bus);
            case "none" -> null;
            default -> new DeviceDraft(type);
        };
        return draft;
    }

    private static DeviceDraft sound(String model) {
        return switch (model) {
            case "ich6" -> new DeviceDraft("intel-hda");
            case "ich7", "ich9" -> new DeviceDraft("ich9-intel-hda");
            case "ac97" -> new DeviceDraft("AC97");
            case "es1370" -> new DeviceDraft("ES1370");
            case "usb" -> new DeviceDraft("usb-audio");
            case "virtio" -> new DeviceDraft("virtio-sound-pci");
            default -> new DeviceDraft(model);
        };
    }

    private DeviceDraft input(XmlElement element) {
        String type = element.getOrEmpty("type");
        return switch (element.getOrEmpty("bus")) {
            case "virtio" ->
                new DeviceDraft((type.equals("passthrough") ? "virtio-input-host" : "virtio-" + type) + bus);
            case "usb" -> new DeviceDraft("usb-" + (type.equals("keyboard") ? "kbd" : type));
            default ->
                type.equals("evdev") || type.equals("passthrough")
                        ? new DeviceDraft("virtio-input-host" + bus)
                        : null; // PS/2 is part of the machine.
        };
    }

    private static DeviceDraft port(XmlElement element) {
        if (!"virtio".equals(element.first("target").get("type"))) {
            return null;
        }
        return new DeviceDraft(element.name().equals("console") ? "virtconsole" : "virtserialport")
                .property("name", element.first("target").get("name"));
    }

    private static DeviceDraft watchdog(String model) {
        // The one of the chipset is there in every machine.
        return model.isEmpty() || model.equals("itco") ? null : new DeviceDraft(model);
    }

    private static DeviceDraft tpm(XmlElement element) {
        String model = element.getOrEmpty("model");
        String backend = element.first("backend").getOrEmpty("type");
        DeviceDraft draft = new DeviceDraft(model.isEmpty() ? "tpm-tis" : model).deviceClass(DeviceClass.OTHER);
        return backend.equals("passthrough") ? draft.note("its commands go to the TPM of the host") : draft;
    }

    /** Tells who serves the queues where an element says so by a driver's name. */
    static Backend serverOf(String driver) {
        return switch (driver) {
            case "vhost" -> Backend.VHOST_KERNEL;
            case "qemu" -> Backend.QEMU;
            default -> null;
        };
    }
}
