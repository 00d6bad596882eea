package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import java.util.HashMap;
import java.util.Map;

/** Translates {@code <disk>} elements, and the {@code <controller>} elements that serve disks or virtio ports. */
final class DomainDisks {
    private static final String CDROM = "cdrom";
    private static final String LUN = "lun";

    private final String bus;
    private final Map<String, String> scsiAdapters = new HashMap<>();

    DomainDisks(XmlElement domain, String bus) {
        this.bus = bus;
        domain.first("devices")
                .all("controller")
                .filter(element -> "scsi".equals(element.get("type")))
                .forEach(element -> scsiAdapters.put(index(element), adapterId(element)));
    }

    private static String index(XmlElement controller) {
        String index = controller.getOrEmpty("index");
        return index.isEmpty() ? "0" : index;
    }

    /** The alias of a controller; libvirt makes it of type and index when it starts the domain. */
    static String adapterId(XmlElement controller) {
        String alias = controller.first("alias").get("name");
        return alias == null ? controller.getOrEmpty("type") + index(controller) : alias;
    }

    DeviceDraft disk(XmlElement element) {
        String device = element.getOrEmpty("device");
        XmlElement target = element.first("target");
        XmlElement driver = element.first("driver");
        DeviceDraft draft = draft(element, device, target.getOrEmpty("bus"));
        return draft.property("file", source(element.first("source")))
                .property("num-queues", driver.get("queues"))
                .property("queue-size", driver.get("queue_size"))
                .property("iothread", driver.get("iothread"))
                .property("packed", driver.get("packed"))
                .property("bootindex", element.first("boot").get("order"));
    }

    private static String source(XmlElement source) {
        String file = source.get("file");
        return file == null ? source.get("dev") : file;
    }

    private DeviceDraft draft(XmlElement element, String device, String given) {
        String attachment = given.isEmpty() ? guessed(element.first("target").getOrEmpty("dev")) : given;
        boolean optical = device.equals(CDROM);
        if (element.getOrEmpty("type").equals("vhostuser")) {
            return new DeviceDraft("vhost-user-blk" + bus);
        }
        return switch (attachment) {
            case "virtio" -> virtio(element, device);
            case "scsi" ->
                new DeviceDraft(device.equals(LUN) ? "scsi-block" : optical ? "scsi-cd" : "scsi-hd")
                        .parent(adapter(element));
            case "sata", "ide" -> new DeviceDraft(optical ? "ide-cd" : "ide-hd");
            case "usb" -> new DeviceDraft("usb-storage");
            case "fdc" -> new DeviceDraft("floppy");
            case "sd" -> new DeviceDraft("sd-card");
            case "nvme" -> new DeviceDraft("nvme-ns");
            case "xen" -> new DeviceDraft(optical ? "xen-cdrom" : "xen-disk");
            default -> new DeviceDraft(attachment).deviceClass(DeviceClass.DISK);
        };
    }

    private DeviceDraft virtio(XmlElement element, String device) {
        String model = DomainDevices.model("virtio-blk", bus, element.getOrEmpty("model"));
        DeviceDraft draft = new DeviceDraft(model);
        switch (element.getOrEmpty("type")) {
            case "vhostvdpa" -> draft.backend(Backend.VDPA).note("QEMU hands its requests on to the vDPA device");
            case "nvme" -> draft.note("QEMU drives an NVMe device of the host for it");
            default -> {
                if (device.equals(LUN)) {
                    draft.note("SCSI commands of the guest go to the host's disk as they are (device='lun')");
                }
            }
        }
        return draft;
    }

    /** Without a bus libvirt goes by the name of the target. */
    private static String guessed(String target) {
        if (target.startsWith("vd")) {
            return "virtio";
        }
        if (target.startsWith("sd")) {
            return "scsi";
        }
        return target.startsWith("fd") ? "fdc" : target.startsWith("xvd") ? "xen" : "ide";
    }

    private String adapter(XmlElement disk) {
        String index = disk.first("address").getOrEmpty("controller");
        return scsiAdapters.get(index.isEmpty() ? "0" : index);
    }

    /** Controllers that are devices of their own to a guest's workload; the others are part of the machine. */
    DeviceDraft controller(XmlElement element) {
        String model = element.getOrEmpty("model");
        DeviceDraft draft = switch (element.getOrEmpty("type")) {
            case "scsi" -> new DeviceDraft(scsiModel(model));
            case "virtio-serial" -> new DeviceDraft(DomainDevices.model("virtio-serial", bus, model));
            default -> null;
        };
        if (draft == null) {
            return null;
        }
        XmlElement driver = element.first("driver");
        return draft.property("num_queues", driver.get("queues")).property("iothread", driver.get("iothread"));
    }

    private String scsiModel(String model) {
        return switch (model) {
            case "virtio-scsi", "virtio-transitional", "virtio-non-transitional" ->
                DomainDevices.model("virtio-scsi", bus, model);
            case "", "auto", "lsilogic" -> "lsi53c895a";
            case "lsisas1068" -> "mptsas1068";
            case "lsisas1078" -> "megasas";
            case "vmpvscsi" -> "pvscsi";
            case "ibmvscsi" -> "spapr-vscsi";
            case "ncr53c90" -> "sysbus-esp";
            default -> model;
        };
    }
}
