package io.vqtrace.imports.internal.scan;

/**
 * Layout of a decoded line in the {@code long} array of a {@link ParsedBlock}.
 *
 * <pre>
 *   0 header   kind (8 bits) | flags (8 bits) | unused (16 bits) | line number in the block, from 0 (32 bits)
 *   1 thread   thread id of the operating system, or {@link #NO_THREAD}
 *   2 time     nanoseconds since the Unix epoch; 0 if the line has no time
 *   3 …        arguments, as many as the kind has: {@link #arguments}
 * </pre>
 */
public final class Record {
    /** {@code virtqueue_pop}: queue, element, number of device-writable buffers, number of device-readable buffers. */
    public static final int POP = 1;
    /** {@code virtqueue_fill}: queue, element, bytes written. */
    public static final int FILL = 2;
    /** {@code virtqueue_flush}: queue. */
    public static final int FLUSH = 3;
    /** {@code virtio_queue_notify}: device, queue index, queue. */
    public static final int QUEUE_NOTIFY = 4;
    /** {@code virtio_notify} and {@code virtio_notify_irqfd}: device, queue. */
    public static final int NOTIFY = 5;
    /** {@code virtio_set_status}: device, status bits. */
    public static final int SET_STATUS = 6;
    /** {@code virtio_blk_handle_read}: device, element, sector, number of sectors. */
    public static final int BLK_READ = 7;
    /** {@code virtio_blk_handle_write}: device, element, sector, number of sectors. */
    public static final int BLK_WRITE = 8;
    /** {@code virtio_blk_req_complete}: device, element, status byte. */
    public static final int BLK_COMPLETE = 9;
    /** An event that only a device of one type raises: device, {@link DeviceHint} ordinal. */
    public static final int DEVICE_HINT = 10;
    /** {@code pci_cfg_write}: index of the model's name, bus address ({@link #busAddress}). */
    public static final int PCI_CONFIG_WRITE = 11;
    /** {@code pci_update_mappings_add}: index of the model's name, bus address. */
    public static final int PCI_MAPPING = 12;
    /** {@code vhost_dev_start}: vhost device, index of the device's name. */
    public static final int VHOST_START = 13;
    /**
     * {@code memory_region_ops_read} of registers of a virtio device on PCI: memory region, address, value, and the width in
     * bytes with the index of the region's name ({@link #accessWidth}, {@link #accessName}).
     */
    public static final int REGISTER_READ = 14;
    /** {@code memory_region_ops_write} of such registers: as for reading. */
    public static final int REGISTER_WRITE = 15;
    /** {@code virtio_mmio_read}: offset. */
    public static final int MMIO_READ = 16;
    /** {@code virtio_mmio_write_offset}: offset, value. */
    public static final int MMIO_WRITE = 17;
    /** {@code virtio_mmio_queue_write}: largest size of the selected queue. */
    public static final int MMIO_MAX_SIZE = 18;
    /** {@code vhost_vdpa_add_status}: vhost device, status bits to add. */
    public static final int VDPA_STATUS = 19;
    /** {@code vhost_vdpa_reset_device}: vhost device. */
    public static final int VDPA_RESET = 20;
    /** {@code vhost_vdpa_get_features}: vhost device, features 0 to 63. */
    public static final int VDPA_OFFERED = 21;
    /** {@code vhost_vdpa_set_features}: vhost device, features 0 to 63. */
    public static final int VDPA_ACCEPTED = 22;
    /** {@code vhost_vdpa_get_device_id}: vhost device, id of the device type. */
    public static final int VDPA_TYPE = 23;
    /** {@code vhost_vdpa_set_vring_num}: vhost device, queue index, ring size. */
    public static final int VDPA_RING_SIZE = 24;

    /** Thread of a line that does not name one. */
    public static final long NO_THREAD = -1;

    /** Flag: the line has a time. */
    public static final int TIMED = 1;
    /** Flag: FILL whose queue was flushed by the line after it. */
    public static final int FLUSHED = 2;
    /** Flag: the line is the input's last and has no line feed, so that it may be cut short. */
    public static final int UNTERMINATED = 4;
    /** Flag: POP or FILL whose optional arguments were all there. */
    public static final int SIZED = 8;

    /** Longs before the arguments. */
    public static final int HEAD = 3;

    private static final int[] ARGUMENTS = {0, 4, 3, 1, 3, 2, 2, 4, 4, 3, 2, 2, 2, 2, 4, 4, 1, 2, 1, 2, 1, 2, 2, 2, 3};

    private Record() {}

    /** Returns the number of kinds and one. */
    static int kinds() {
        return ARGUMENTS.length;
    }

    /** Packs width and name of an access. */
    static long access(long width, int name) {
        return width << 32 | name;
    }

    /**
     * Returns the width of an access.
     *
     * @param packed the last argument of {@link #REGISTER_READ} or {@link #REGISTER_WRITE}
     * @return a number of bytes
     */
    public static int accessWidth(long packed) {
        return (int) (packed >>> 32);
    }

    /**
     * Returns the name of the region that was accessed.
     *
     * @param packed the last argument of {@link #REGISTER_READ} or {@link #REGISTER_WRITE}
     * @return an index for {@link SharedNames#name}
     */
    public static int accessName(long packed) {
        return (int) packed;
    }

    /**
     * Returns the number of arguments of a kind.
     *
     * @param kind one of the constants
     * @return 1 to 4
     */
    public static int arguments(int kind) {
        return ARGUMENTS[kind];
    }

    /** Makes a header. */
    static long header(int kind, int flags, int line) {
        return kind | flags << 8 | (long) line << 32;
    }

    /**
     * Returns the kind of a header.
     *
     * @param header the first long of a record
     * @return one of the constants
     */
    public static int kind(long header) {
        return (int) header & 0xff;
    }

    /**
     * Returns the flags of a header.
     *
     * @param header the first long of a record
     * @return a combination of the flag constants
     */
    public static int flags(long header) {
        return (int) header >>> 8 & 0xff;
    }

    /**
     * Returns the line of a header.
     *
     * @param header the first long of a record
     * @return the number of lines before it in its block
     */
    public static int line(long header) {
        return (int) (header >>> 32);
    }

    /** Packs a PCI address. */
    static long busAddress(long bus, long slot, long function) {
        return bus << 8 | slot << 3 | function;
    }

    /**
     * Formats a packed PCI address.
     *
     * @param address bus, slot and function as the kernel packs them
     * @return as in {@code 00:1f.2}
     */
    public static String busAddressText(long address) {
        return String.format("%02x:%02x.%x", address >>> 8, address >>> 3 & 0x1f, address & 7);
    }
}
