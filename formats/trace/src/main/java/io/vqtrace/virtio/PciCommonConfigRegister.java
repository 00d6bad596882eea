package io.vqtrace.virtio;

import static io.vqtrace.virtio.RegisterAccess.READ;
import static io.vqtrace.virtio.RegisterAccess.READ_WRITE;

import java.util.Locale;

/**
 * The fields of the common configuration structure of a device on PCI (virtio 1.4 section 4.1.4.3).
 *
 * <p>Fields are little-endian. A 64-bit field may be accessed as two 32-bit halves (section 4.1.3.1), so that a decoder
 * looks fields up by {@link #containing}.
 */
public enum PciCommonConfigRegister {
    /** Which 32 bits {@link #DEVICE_FEATURE} shows. */
    DEVICE_FEATURE_SELECT(0, 4, READ_WRITE),
    /** 32 offered feature bits. */
    DEVICE_FEATURE(4, 4, READ),
    /** Which 32 bits {@link #DRIVER_FEATURE} shows. */
    DRIVER_FEATURE_SELECT(8, 4, READ_WRITE),
    /** 32 accepted feature bits. */
    DRIVER_FEATURE(12, 4, READ_WRITE),
    /** MSI-X vector of configuration changes. */
    CONFIG_MSIX_VECTOR(16, 2, READ_WRITE),
    /** Largest number of queues, administration queues not counted. */
    NUM_QUEUES(18, 2, READ),
    /** The {@link DeviceStatus} field; writing 0 resets the device. */
    DEVICE_STATUS(20, 1, READ_WRITE),
    /** Changes with the configuration. */
    CONFIG_GENERATION(21, 1, READ),
    /** Index of the queue that the queue fields refer to. */
    QUEUE_SELECT(22, 2, READ_WRITE),
    /**
     * Size of the queue: the largest after a reset, then what the driver chose; 0 means that there is no such queue.
     */
    QUEUE_SIZE(24, 2, READ_WRITE),
    /** MSI-X vector of the queue. */
    QUEUE_MSIX_VECTOR(26, 2, READ_WRITE),
    /** 1 while the queue is in use. */
    QUEUE_ENABLE(28, 2, READ_WRITE),
    /** Where the queue is notified, in units of the notification capability's multiplier. */
    QUEUE_NOTIFY_OFF(30, 2, READ),
    /** Address of the descriptor area. */
    QUEUE_DESC(32, 8, READ_WRITE),
    /** Address of the driver area. */
    QUEUE_DRIVER(40, 8, READ_WRITE),
    /** Address of the device area. */
    QUEUE_DEVICE(48, 8, READ_WRITE),
    /** What a notification of the queue holds, with NOTIF_CONFIG_DATA. */
    QUEUE_NOTIF_CONFIG_DATA(56, 2, READ),
    /** Writing 1 resets the queue, with RING_RESET; reads 1 until that is done. */
    QUEUE_RESET(58, 2, READ_WRITE),
    /** Index of the first administration queue, with ADMIN_VQ. */
    ADMIN_QUEUE_INDEX(60, 2, READ),
    /** Number of administration queues, with ADMIN_VQ. */
    ADMIN_QUEUE_NUM(62, 2, READ);

    /** Bytes of the structure with all its fields; a device may end it earlier. */
    public static final int STRUCTURE_BYTES = 64;

    private static final PciCommonConfigRegister[] BY_BYTE = new PciCommonConfigRegister[STRUCTURE_BYTES];

    static {
        for (PciCommonConfigRegister register : values()) {
            for (int i = 0; i < register.width; i++) {
                BY_BYTE[register.offset + i] = register;
            }
        }
    }

    private final int offset;
    private final int width;
    private final RegisterAccess access;

    PciCommonConfigRegister(int offset, int width, RegisterAccess access) {
        this.offset = offset;
        this.width = width;
        this.access = access;
    }

    /**
     * Returns the field's place.
     *
     * @return bytes from the start of the structure
     */
    public int offset() {
        return offset;
    }

    /**
     * Returns the field's width.
     *
     * @return bytes: 1, 2, 4 or 8
     */
    public int width() {
        return width;
    }

    /**
     * Returns the field's name in the specification.
     *
     * @return such as {@code queue_enable}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what a driver may do with the field.
     *
     * @return the direction
     */
    public RegisterAccess access() {
        return access;
    }

    /**
     * Finds the field that starts at an offset.
     *
     * @param offset bytes from the start of the structure
     * @return the field, or null if none starts there
     */
    public static PciCommonConfigRegister at(int offset) {
        PciCommonConfigRegister register = containing(offset);
        return register != null && register.offset == offset ? register : null;
    }

    /**
     * Finds the field that a byte belongs to.
     *
     * @param offset bytes from the start of the structure
     * @return the field, or null outside the structure; the byte is {@code offset - field.offset()} bytes into it
     */
    public static PciCommonConfigRegister containing(int offset) {
        return offset >= 0 && offset < BY_BYTE.length ? BY_BYTE[offset] : null;
    }
}
