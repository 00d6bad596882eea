package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import java.util.Set;

/** Translates {@code <interface>} elements. */
final class DomainNics {
    /** Interface types whose virtio queues libvirt hands to vhost-net if the host has it. */
    private static final Set<String> TAP = Set.of("network", "bridge", "direct", "ethernet");

    private static final String HOST_DEVICE = "hostdev";
    private static final String VIRTIO = "virtio";

    private final String bus;
    private final boolean kvm;
    private final boolean x86;

    DomainNics(XmlElement domain, String bus) {
        this.bus = bus;
        kvm = "kvm".equals(domain.get("type"));
        String arch = domain.first("os").first("type").getOrEmpty("arch");
        x86 = arch.isEmpty() || arch.equals("x86_64") || arch.equals("i686");
    }

    DeviceDraft device(XmlElement element) {
        XmlElement actual = element.first("actual");
        String type = actual.get("type") == null ? element.getOrEmpty("type") : actual.getOrEmpty("type");
        if (type.equals(HOST_DEVICE)) {
            return new DeviceDraft("vfio-pci")
                    .deviceClass(DeviceClass.NIC)
                    .property("mac", element.first("mac").get("address"))
                    .property(
                            "host",
                            DomainHostDevices.pciAddress(element.first("source").first("address")));
        }
        String model = element.first("model").getOrEmpty("type");
        DeviceDraft draft = draft(model)
                .property("mac", element.first("mac").get("address"))
                .property("netdev-type", type)
                .property("bootindex", element.first("boot").get("order"));
        XmlElement driver = element.first("driver");
        draft.property("queues", driver.get("queues"))
                .property("packed", driver.get("packed"))
                .property("rx_queue_size", driver.get("rx_queue_size"))
                .property("tx_queue_size", driver.get("tx_queue_size"));
        if (draft.known() != null && draft.known().byNetdev()) {
            serve(draft, type, driver.getOrEmpty("name"));
        }
        return draft;
    }

    private DeviceDraft draft(String model) {
        if (model.isEmpty()) {
            return new DeviceDraft(x86 ? "rtl8139" : "virtio-net" + bus).note("libvirt's default: no model is given");
        }
        return new DeviceDraft(model.startsWith(VIRTIO) ? DomainDevices.model("virtio-net", bus, model) : model);
    }

    private void serve(DeviceDraft draft, String type, String driver) {
        switch (type) {
            case "vhostuser" -> draft.backend(Backend.VHOST_USER);
            case "vdpa" -> draft.backend(Backend.VDPA);
            default -> {
                Backend named = DomainDevices.serverOf(driver);
                if (named == null && kvm && TAP.contains(type)) {
                    draft.backend(Backend.VHOST_KERNEL)
                            .note("libvirt's default where the host has vhost-net; <driver name='vhost'/> demands it");
                } else {
                    draft.backend(named == null ? Backend.QEMU : named);
                }
            }
        }
    }
}
