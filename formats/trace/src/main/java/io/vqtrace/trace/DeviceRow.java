package io.vqtrace.trace;

/**
 * One row of the devices table. Of several rows with the same id a reader takes the last one.
 *
 * @param device id of the device in this trace, 0 to 65535: the key that events refer to
 * @param name name that the user knows it by ({@code disk0}), or null
 * @param type {@code virtio-blk}, {@code virtio-net}, …; of an emulated device the model's name ({@code e1000e}); null if
 *     unknown
 * @param typeId virtio device id (virtio 1.4 section 5), or null
 * @param transport {@code pci}, {@code mmio}, {@code ccw} or {@code vhost-user}, or null
 * @param sourceId what the source calls the device: a QEMU pointer, a socket path; or null
 * @param backend {@code qemu}, {@code vhost-kernel}, {@code vhost-user}, {@code vhost-vdpa}, {@code java}, {@code emulated},
 *     {@code vfio}, or null
 * @param address address on its bus, or null
 * @param model model of the emulated or virtio device as the VMM names it ({@code virtio-blk-pci}), or null
 * @param events number of events of an emulated or passthrough device that the trace does not hold row by row, or null
 * @param join how the name was matched to the source id: {@code certain}, {@code uncertain: why}; null if nothing was matched
 */
public record DeviceRow(
        int device,
        String name,
        String type,
        Integer typeId,
        String transport,
        String sourceId,
        String backend,
        String address,
        String model,
        Long events,
        String join) {
    /** Checks the id's range. */
    public DeviceRow {
        Ranges.requireUnsignedShort("device", device);
    }
}
