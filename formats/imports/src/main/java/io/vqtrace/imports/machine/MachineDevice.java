package io.vqtrace.imports.machine;

import io.vqtrace.virtio.DeviceType;
import java.util.List;
import java.util.Map;

/**
 * A device of a machine. Fields are null where the source does not say.
 *
 * @param id name that the user gave it
 * @param model device model as QEMU names it, such as {@code virtio-net-pci}; {@code interface}-like words of libvirt are
 *     translated
 * @param deviceClass what it is to the guest
 * @param implementation how it is carried out
 * @param backend who serves it
 * @param virtioType type of a virtio device
 * @param counterpart family of the virtio device that does the same, such as {@code virtio-net}; null if there is none
 * @param address address on the PCI bus, as in {@code 00:03.0}
 * @param parent id of the host bus adapter or controller that it is attached to
 * @param properties what else it was given, by QEMU's property names where there is one: {@code mac}, {@code drive},
 *     {@code num-queues}, {@code host}
 * @param notes what a reader should know, one clause each
 */
public record MachineDevice(
        String id,
        String model,
        DeviceClass deviceClass,
        Implementation implementation,
        Backend backend,
        DeviceType virtioType,
        String counterpart,
        String address,
        String parent,
        Map<String, String> properties,
        List<String> notes) {

    /** Takes copies of the collections. */
    public MachineDevice {
        properties = Map.copyOf(properties);
        notes = List.copyOf(notes);
    }

    /**
     * Returns a property.
     *
     * @param names names of the property, the first that is there counts
     * @return its value, or null
     */
    public String property(String... names) {
        for (String name : names) {
            String value = properties.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
