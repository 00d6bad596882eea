package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;

/** Translates {@code <hostdev>} elements. */
final class DomainHostDevices {
    private final String bus;

    DomainHostDevices(String bus) {
        this.bus = bus;
    }

    DeviceDraft device(XmlElement element) {
        XmlElement source = element.first("source");
        return switch (element.getOrEmpty("type")) {
            case "pci" -> new DeviceDraft("vfio-pci").property("host", pciAddress(source.first("address")));
            case "mdev" -> mediated(element, source);
            case "usb" -> new DeviceDraft("usb-host");
            case "scsi" ->
                new DeviceDraft("scsi-generic")
                        .property("host", source.first("adapter").get("name"));
            case "scsi_host" ->
                new DeviceDraft(DomainDevices.model("vhost-scsi", bus, element.getOrEmpty("model")))
                        .property("wwpn", source.get("wwpn"));
            case "net" -> new DeviceDraft("vfio-pci").deviceClass(DeviceClass.NIC);
            default -> null; // Capabilities of containers.
        };
    }

    private static DeviceDraft mediated(XmlElement element, XmlElement source) {
        String model = element.getOrEmpty("model");
        return new DeviceDraft(model.isEmpty() ? "vfio-pci" : model)
                .backend(Backend.MDEV)
                .property(
                        "sysfsdev",
                        "/sys/bus/mdev/devices/" + source.first("address").getOrEmpty("uuid"));
    }

    /** {@code 0000:65:00.1}, null if the address is not complete. */
    static String pciAddress(XmlElement address) {
        try {
            int domain = address.get("domain") == null ? 0 : Integer.decode(address.get("domain"));
            int bus = Integer.decode(address.getOrEmpty("bus"));
            int slot = Integer.decode(address.getOrEmpty("slot"));
            return String.format(
                    "%04x:%02x:%02x.%s",
                    domain, bus, slot, Integer.toHexString(Integer.decode(address.getOrEmpty("function"))));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
