package io.vqtrace.virtio;

import static io.vqtrace.virtio.RegisterAccess.READ;
import static io.vqtrace.virtio.RegisterAccess.READ_WRITE;
import static io.vqtrace.virtio.RegisterAccess.WRITE;

/**
 * The registers of a device on the MMIO transport (virtio 1.4 section 4.2.2), and those of its legacy version 1
 * (4.2.4).
 *
 * <p>Control registers are 32 bits wide and accessed as a whole, little-endian.
 */
public enum MmioRegister {
    /** 0x74726976, "virt". */
    MAGIC_VALUE(0x000, "MagicValue", READ, Version.BOTH),
    /** Version of the layout: 2, or 1 for a legacy device. */
    VERSION(0x004, "Version", READ, Version.BOTH),
    /** Id of the {@link DeviceType}; 0 means that no device is there. */
    DEVICE_ID(0x008, "DeviceID", READ, Version.BOTH),
    /** Vendor. */
    VENDOR_ID(0x00c, "VendorID", READ, Version.BOTH),
    /** 32 offered feature bits, chosen by {@link #DEVICE_FEATURES_SEL}; {@code HostFeatures} in version 1. */
    DEVICE_FEATURES(0x010, "DeviceFeatures", READ, Version.BOTH),
    /** Which 32 bits {@link #DEVICE_FEATURES} shows. */
    DEVICE_FEATURES_SEL(0x014, "DeviceFeaturesSel", WRITE, Version.BOTH),
    /** 32 accepted feature bits, chosen by {@link #DRIVER_FEATURES_SEL}; {@code GuestFeatures} in version 1. */
    DRIVER_FEATURES(0x020, "DriverFeatures", WRITE, Version.BOTH),
    /** Which 32 bits {@link #DRIVER_FEATURES} sets. */
    DRIVER_FEATURES_SEL(0x024, "DriverFeaturesSel", WRITE, Version.BOTH),
    /** Page size in bytes, the unit of {@link #QUEUE_PFN}. */
    GUEST_PAGE_SIZE(0x028, "GuestPageSize", WRITE, Version.LEGACY),
    /** Index of the queue that the queue registers refer to. */
    QUEUE_SEL(0x030, "QueueSel", WRITE, Version.BOTH),
    /** Largest size that the queue can have; 0 means that there is no such queue. Once {@code QueueNumMax}. */
    QUEUE_SIZE_MAX(0x034, "QueueSizeMax", READ, Version.BOTH),
    /** Size that the driver chose. Once {@code QueueNum}. */
    QUEUE_SIZE(0x038, "QueueSize", WRITE, Version.BOTH),
    /** Alignment of the used ring in bytes. */
    QUEUE_ALIGN(0x03c, "QueueAlign", WRITE, Version.LEGACY),
    /** Page number of the queue; 0 means that the queue is not in use. */
    QUEUE_PFN(0x040, "QueuePFN", READ_WRITE, Version.LEGACY),
    /** 1 while the queue is in use. */
    QUEUE_READY(0x044, "QueueReady", READ_WRITE, Version.MODERN),
    /** A write is a driver notification: a queue index, or with NOTIFICATION_DATA index and position. */
    QUEUE_NOTIFY(0x050, "QueueNotify", WRITE, Version.BOTH),
    /** Why the device interrupts: bit 0 used buffers, bit 1 configuration change. */
    INTERRUPT_STATUS(0x060, "InterruptStatus", READ, Version.BOTH),
    /** Acknowledges bits of {@link #INTERRUPT_STATUS}. */
    INTERRUPT_ACK(0x064, "InterruptACK", WRITE, Version.BOTH),
    /** The {@link DeviceStatus} field; writing 0 resets the device. */
    STATUS(0x070, "Status", READ_WRITE, Version.BOTH),
    /** Address of the descriptor area, bits 0 to 31. */
    QUEUE_DESC_LOW(0x080, "QueueDescLow", WRITE, Version.MODERN),
    /** Address of the descriptor area, bits 32 to 63. */
    QUEUE_DESC_HIGH(0x084, "QueueDescHigh", WRITE, Version.MODERN),
    /** Address of the driver area, bits 0 to 31. */
    QUEUE_DRIVER_LOW(0x090, "QueueDriverLow", WRITE, Version.MODERN),
    /** Address of the driver area, bits 32 to 63. */
    QUEUE_DRIVER_HIGH(0x094, "QueueDriverHigh", WRITE, Version.MODERN),
    /** Address of the device area, bits 0 to 31. */
    QUEUE_DEVICE_LOW(0x0a0, "QueueDeviceLow", WRITE, Version.MODERN),
    /** Address of the device area, bits 32 to 63. */
    QUEUE_DEVICE_HIGH(0x0a4, "QueueDeviceHigh", WRITE, Version.MODERN),
    /** Id of the shared memory region that the next four refer to. */
    SHM_SEL(0x0ac, "SHMSel", WRITE, Version.MODERN),
    /** Length of the shared memory region, bits 0 to 31. */
    SHM_LEN_LOW(0x0b0, "SHMLenLow", READ, Version.MODERN),
    /** Length of the shared memory region, bits 32 to 63. */
    SHM_LEN_HIGH(0x0b4, "SHMLenHigh", READ, Version.MODERN),
    /** Address of the shared memory region, bits 0 to 31. */
    SHM_BASE_LOW(0x0b8, "SHMBaseLow", READ, Version.MODERN),
    /** Address of the shared memory region, bits 32 to 63. */
    SHM_BASE_HIGH(0x0bc, "SHMBaseHigh", READ, Version.MODERN),
    /** Writing 1 resets the queue; reads 1 until that is done. */
    QUEUE_RESET(0x0c0, "QueueReset", READ_WRITE, Version.MODERN),
    /** Changes with the configuration. */
    CONFIG_GENERATION(0x0fc, "ConfigGeneration", READ, Version.MODERN),
    /** Start of the device's own configuration, of any length and accessed by the width of its fields. */
    CONFIG(0x100, "Config", READ_WRITE, Version.BOTH);

    private static final int WIDTH = 4;
    private static final MmioRegister[] BY_WORD = new MmioRegister[0x100 / WIDTH];

    static {
        for (MmioRegister register : values()) {
            if (register != CONFIG) {
                BY_WORD[register.offset / WIDTH] = register;
            }
        }
    }

    private final int offset;
    private final String label;
    private final RegisterAccess access;
    private final Version version;

    MmioRegister(int offset, String label, RegisterAccess access, Version version) {
        this.offset = offset;
        this.label = label;
        this.access = access;
        this.version = version;
    }

    /**
     * Returns the register's place.
     *
     * @return bytes from the start of the device's registers
     */
    public int offset() {
        return offset;
    }

    /**
     * Returns the register's width.
     *
     * @return 4; 0 for {@link #CONFIG}, which is a region
     */
    public int width() {
        return this == CONFIG ? 0 : WIDTH;
    }

    /**
     * Returns the register's name in the specification.
     *
     * @return such as {@code QueueNotify}
     */
    public String label() {
        return label;
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
     * Tells whether a version of the layout has the register.
     *
     * @param deviceVersion value of the device's {@link #VERSION} register: 1 legacy, 2 today
     * @return true if it has; false for any other version
     */
    public boolean inVersion(int deviceVersion) {
        return switch (deviceVersion) {
            case 1 -> version != Version.MODERN;
            case 2 -> version != Version.LEGACY;
            default -> false;
        };
    }

    /**
     * Finds the register at an offset.
     *
     * @param offset bytes from the start of the device's registers
     * @return the register that starts there, {@link #CONFIG} for every offset from 0x100 on, null if there is none
     */
    public static MmioRegister at(int offset) {
        if (offset >= CONFIG.offset) {
            return CONFIG;
        }
        return offset >= 0 && offset % WIDTH == 0 ? BY_WORD[offset / WIDTH] : null;
    }

    private enum Version {
        LEGACY,
        MODERN,
        BOTH
    }
}
