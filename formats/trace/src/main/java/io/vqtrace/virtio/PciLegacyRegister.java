package io.vqtrace.virtio;

import static io.vqtrace.virtio.RegisterAccess.READ;
import static io.vqtrace.virtio.RegisterAccess.READ_WRITE;

import java.util.Locale;

/**
 * The header at the start of the first I/O region of a legacy or transitional device on PCI (virtio 1.4 section 4.1.4.10).
 *
 * <p>The two vectors are there only while MSI-X is enabled; the device-specific configuration follows the last register
 * that is there.
 */
public enum PciLegacyRegister {
    /** Offered feature bits 0 to 31; there are no others. */
    DEVICE_FEATURES(0x00, 4, READ),
    /** Accepted feature bits 0 to 31. */
    DRIVER_FEATURES(0x04, 4, READ_WRITE),
    /** Guest address of the selected queue in pages of 4096 bytes; 0 if it is not in use. */
    QUEUE_ADDRESS(0x08, 4, READ_WRITE),
    /** Size of the selected queue, which the driver cannot choose; 0 means that there is no such queue. */
    QUEUE_SIZE(0x0c, 2, READ),
    /** Index of the queue that the queue registers refer to. */
    QUEUE_SELECT(0x0e, 2, READ_WRITE),
    /** Index of the queue that has new buffers. */
    QUEUE_NOTIFY(0x10, 2, READ_WRITE),
    /** The {@link DeviceStatus} field; writing 0 resets the device. */
    DEVICE_STATUS(0x12, 1, READ_WRITE),
    /** Why the device interrupts; reading it acknowledges. */
    ISR_STATUS(0x13, 1, READ),
    /** MSI-X vector of configuration changes. */
    CONFIG_MSIX_VECTOR(0x14, 2, READ_WRITE),
    /** MSI-X vector of the selected queue. */
    QUEUE_MSIX_VECTOR(0x16, 2, READ_WRITE);

    /** Bytes of the header while MSI-X is disabled. */
    public static final int HEADER_BYTES = 0x14;

    /** Bytes of the header while MSI-X is enabled. */
    public static final int MSIX_HEADER_BYTES = 0x18;

    private static final PciLegacyRegister[] BY_OFFSET = new PciLegacyRegister[MSIX_HEADER_BYTES];

    static {
        for (PciLegacyRegister register : values()) {
            BY_OFFSET[register.offset] = register;
        }
    }

    private final int offset;
    private final int width;
    private final RegisterAccess access;

    PciLegacyRegister(int offset, int width, RegisterAccess access) {
        this.offset = offset;
        this.width = width;
        this.access = access;
    }

    /**
     * Returns the register's place.
     *
     * @return bytes from the start of the header
     */
    public int offset() {
        return offset;
    }

    /**
     * Returns the register's width.
     *
     * @return bytes: 1, 2 or 4
     */
    public int width() {
        return width;
    }

    /**
     * Returns the register's name in the manner of the specification's field names.
     *
     * @return such as {@code queue_address}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what a driver may do with the register.
     *
     * @return the direction
     */
    public RegisterAccess access() {
        return access;
    }

    /**
     * Finds the register that starts at an offset.
     *
     * @param offset bytes from the start of the header
     * @return the register, or null if none starts there
     */
    public static PciLegacyRegister at(int offset) {
        return offset >= 0 && offset < MSIX_HEADER_BYTES ? BY_OFFSET[offset] : null;
    }
}
