package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.virtio.DeviceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A device under construction: what its source says goes before what the table of models says. */
final class DeviceDraft {
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/?$");
    private static final int CLASS_STORAGE = 1;
    private static final int CLASS_NETWORK = 2;

    private final String model;
    private final DeviceModel known;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private String id;
    private String address;
    private String parent;
    private Backend backend;
    private DeviceClass deviceClass;

    DeviceDraft(String model) {
        this.model = model;
        known = model == null ? null : DeviceModels.find(model);
    }

    DeviceDraft id(String name) {
        id = name == null || name.isEmpty() ? null : name;
        return this;
    }

    DeviceDraft address(String onPci) {
        address = onPci;
        return this;
    }

    DeviceDraft parent(String adapter) {
        parent = adapter;
        return this;
    }

    DeviceDraft backend(Backend server) {
        backend = server;
        return this;
    }

    DeviceDraft deviceClass(DeviceClass what) {
        deviceClass = what;
        return this;
    }

    /** Takes the class from that of PCI where the model does not tell it. */
    DeviceDraft pciClass(Integer number) {
        if (number != null && (known == null || known.implementation() == Implementation.PASSTHROUGH)) {
            deviceClass = switch (number >> 8) {
                case CLASS_STORAGE -> DeviceClass.DISK;
                case CLASS_NETWORK -> DeviceClass.NIC;
                default -> deviceClass;
            };
        }
        return this;
    }

    DeviceDraft property(String name, String value) {
        if (value != null) {
            properties.put(name, value);
        }
        return this;
    }

    DeviceDraft properties(Map<String, String> all) {
        properties.putAll(all);
        return this;
    }

    DeviceDraft note(String clause) {
        notes.add(clause);
        return this;
    }

    DeviceModel known() {
        return known;
    }

    MachineDevice build() {
        Implementation implementation = known == null ? guessed() : known.implementation();
        return new MachineDevice(
                id,
                model,
                deviceClass(),
                implementation,
                server(implementation),
                implementation == Implementation.VIRTIO && model != null ? DeviceType.ofName(model) : null,
                known == null ? null : known.counterpart(),
                address,
                parent,
                properties,
                notes);
    }

    private DeviceClass deviceClass() {
        if (deviceClass != null) {
            return deviceClass;
        }
        if (known != null) {
            return known.deviceClass();
        }
        return properties.containsKey("netdev")
                ? DeviceClass.NIC
                : properties.containsKey("drive") ? DeviceClass.DISK : DeviceClass.OTHER;
    }

    /** A model that is not in the table, but is given QEMU's network or block backend, is one of QEMU's own. */
    private Implementation guessed() {
        return properties.containsKey("netdev") || properties.containsKey("drive") ? Implementation.EMULATED : null;
    }

    private Backend server(Implementation implementation) {
        if (implementation == Implementation.EMULATED) {
            return Backend.QEMU;
        }
        if (known != null && known.backend() == Backend.VFIO && isMediated()) {
            return Backend.MDEV;
        }
        return backend != null || known == null ? backend : known.backend();
    }

    private boolean isMediated() {
        String path = properties.get("sysfsdev");
        return path != null && (path.contains("/mdev") || UUID.matcher(path).find());
    }
}
