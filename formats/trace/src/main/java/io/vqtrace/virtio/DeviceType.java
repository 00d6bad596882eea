package io.vqtrace.virtio;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every device type id that the specification assigns (virtio 1.4 chapter 5), and one that only Linux and QEMU use.
 *
 * <p>Ids 14 and 15 are unassigned. Types without a {@link #section()} have an id and nothing more in the specification.
 */
public enum DeviceType {
    /** Id 0, never a device: an MMIO slot with nothing in it (section 4.2.2). */
    RESERVED(0, "reserved", "reserved (invalid)", null),
    /** Network device. */
    NET(1, "net", "network device", "5.1"),
    /** Block device. */
    BLK(2, "blk", "block device", "5.2", "block"),
    /** Console; QEMU calls it virtio-serial. */
    CONSOLE(3, "console", "console", "5.3", "serial"),
    /** Entropy source. */
    RNG(4, "rng", "entropy source", "5.4", "entropy"),
    /** Memory balloon, the one that is in use. */
    BALLOON(5, "balloon", "memory ballooning (traditional)", "5.5"),
    /** ioMemory. */
    IOMEM(6, "iomem", "ioMemory", null),
    /** Remote processor messaging. */
    RPMSG(7, "rpmsg", "rpmsg", null),
    /** SCSI host. */
    SCSI(8, "scsi", "SCSI host", "5.6"),
    /** 9P file sharing. */
    NINE_P(9, "9p", "9P transport", null),
    /** WLAN. */
    MAC80211_WLAN(10, "mac80211-wlan", "mac80211 wlan", null, "mac-wlan"),
    /** Console of a remote processor. */
    RPROC_SERIAL(11, "rproc-serial", "rproc serial", null),
    /** CAIF modem. */
    CAIF(12, "caif", "virtio CAIF", null),
    /** Memory balloon that was meant to replace {@link #BALLOON}. */
    MEMORY_BALLOON(13, "memory-balloon", "memory balloon", null, "mem-balloon"),
    /** GPU. */
    GPU(16, "gpu", "GPU device", "5.7", "gpu-gl", "gpu-rutabaga", "vga", "vga-gl", "vga-rutabaga"),
    /** Real time clock. */
    RTC(17, "rtc", "RTC (Real Time Clock) device", "5.23", "clock", "clk"),
    /** Keyboard, mouse, tablet. */
    INPUT(18, "input", "Input device", "5.8", "input-host", "keyboard", "mouse", "tablet", "multitouch"),
    /** Sockets between guest and host. */
    VSOCK(19, "vsock", "Socket device", "5.10", "socket"),
    /** Crypto accelerator. */
    CRYPTO(20, "crypto", "Crypto device", "5.9"),
    /** Signal distribution module. */
    SIGNAL_DIST(21, "signal-dist", "Signal Distribution Module", null, "signal"),
    /** Persistent store. */
    PSTORE(22, "pstore", "pstore device", null),
    /** IOMMU. */
    IOMMU(23, "iommu", "IOMMU device", "5.13"),
    /** Memory hot-plug. */
    MEM(24, "mem", "Memory device", "5.15"),
    /** Sound. */
    SOUND(25, "sound", "Sound device", "5.14", "snd"),
    /** Shared file system (virtiofs); QEMU calls it virtio-user-fs. */
    FS(26, "fs", "file system device", "5.11", "user-fs"),
    /** Persistent memory. */
    PMEM(27, "pmem", "PMEM device", "5.19"),
    /** Replay protected memory block. */
    RPMB(28, "rpmb", "RPMB device", "5.12"),
    /** Simulated WLAN. */
    MAC80211_HWSIM(29, "mac80211-hwsim", "mac80211 hwsim wireless simulation device", null, "mac-hwsim"),
    /** Video encoder. */
    VIDEO_ENCODER(30, "video-encoder", "Video encoder device", null, "vid-encoder"),
    /** Video decoder. */
    VIDEO_DECODER(31, "video-decoder", "Video decoder device", null, "vid-decoder"),
    /** System control and management interface. */
    SCMI(32, "scmi", "SCMI device", "5.17"),
    /** Nitro secure module. */
    NITRO_SEC_MOD(33, "nitro-sec-mod", "NitroSecureModule", null, "nsm"),
    /** I2C adapter. */
    I2C(34, "i2c", "I2C adapter", "5.16"),
    /** Watchdog. */
    WATCHDOG(35, "watchdog", "Watchdog", null),
    /** CAN bus controller. */
    CAN(36, "can", "CAN device", "5.20"),
    /** dma-buf sharing: Linux and QEMU name the id, the specification leaves it unassigned. */
    DMABUF(37, "dmabuf", "dma-buf device (not in the specification)", null),
    /** Parameter server. */
    PARAM_SERV(38, "param-serv", "Parameter Server", null),
    /** Audio policy. */
    AUDIO_POLICY(39, "audio-policy", "Audio policy device", null, "audio-pol"),
    /** Bluetooth. */
    BLUETOOTH(40, "bluetooth", "Bluetooth device", null, "bt"),
    /** General purpose I/O lines. */
    GPIO(41, "gpio", "GPIO device", "5.18"),
    /** RDMA. */
    RDMA(42, "rdma", "RDMA device", null),
    /** Camera. */
    CAMERA(43, "camera", "Camera device", null),
    /** Inter-system shared memory. */
    ISM(44, "ism", "ISM device", null),
    /** SPI controller. */
    SPI(45, "spi", "SPI controller", "5.21"),
    /** Trusted execution environment. */
    TEE(46, "tee", "TEE device", null),
    /** CPU balloon. */
    CPU_BALLOON(47, "cpu-balloon", "CPU balloon device", null),
    /** Media (V4L2). */
    MEDIA(48, "media", "Media device", "5.22"),
    /** USB controller. */
    USB(49, "usb", "USB controller", null);

    private static final DeviceType[] BY_ID = new DeviceType[50];
    private static final Map<String, DeviceType> BY_FAMILY = new HashMap<>();

    static {
        for (DeviceType type : values()) {
            BY_ID[type.id] = type;
            if (type != RESERVED) {
                BY_FAMILY.put(type.family, type);
                for (String alias : type.aliases) {
                    BY_FAMILY.put(alias, type);
                }
            }
        }
    }

    private final int id;
    private final String family;
    private final String title;
    private final String section;
    private final String[] aliases;

    DeviceType(int id, String family, String title, String section, String... aliases) {
        this.id = id;
        this.family = family;
        this.title = title;
        this.section = section;
        this.aliases = aliases;
    }

    /**
     * Returns the device id that transports report.
     *
     * @return the id, 0 to 49
     */
    public int id() {
        return id;
    }

    /**
     * Returns the name that views and reports show; {@link #name()} is only the name of the Java constant.
     *
     * @return {@code virtio-} and the {@link #family()}, such as {@code virtio-blk}; {@code reserved} for id 0
     */
    public String label() {
        return this == RESERVED ? family : "virtio-" + family;
    }

    /**
     * Returns the device family's short name, lower case, as Linux and QEMU use it.
     *
     * @return the family, such as {@code blk}
     */
    public String family() {
        return family;
    }

    /**
     * Returns the device's name in the specification's table of ids.
     *
     * @return the title, such as {@code memory ballooning (traditional)}
     */
    public String title() {
        return title;
    }

    /**
     * Returns the section of virtio 1.4 that defines the device.
     *
     * @return the section number, such as {@code 5.2}, or null if the specification only assigns the id
     */
    public String section() {
        return section;
    }

    /**
     * Finds the type of a device id.
     *
     * @param id the id that a transport reports
     * @return the type, or null if nobody uses the id; {@link #RESERVED} for 0
     */
    public static DeviceType ofId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }

    /**
     * Finds the type of a family's short name.
     *
     * @param family such as {@code blk}, {@code serial}, {@code snd}; any case
     * @return the type, or null if there is no such family
     */
    public static DeviceType ofFamily(String family) {
        return BY_FAMILY.get(normal(family));
    }

    /**
     * Finds the type behind a device name of QEMU or Linux.
     *
     * <p>Understands the names that QEMU gives to its device models, with {@code vhost-} and {@code vhost-user-}
     * back-ends, with bus ({@code -pci}, {@code -ccw}, {@code -device}) and with {@code -transitional} or
     * {@code -non-transitional}; and those that it shows in QMP, such as {@code virtio-serial} and
     * {@code virtio-user-fs}.
     *
     * @param name such as {@code virtio-blk-pci}, {@code vhost-user-blk}, {@code virtio_net}; any case
     * @return the type, or null if it is not the name of a virtio device
     */
    public static DeviceType ofName(String name) {
        String rest = normal(name);
        if (rest.startsWith("vhost-user-")) {
            rest = rest.substring("vhost-user-".length());
        } else if (rest.startsWith("vhost-")) {
            rest = rest.substring("vhost-".length());
        } else if (rest.startsWith("virtio-")) {
            rest = rest.substring("virtio-".length());
        } else {
            return null;
        }
        // The order matters: "-non-transitional" ends in "-transitional", and both follow the bus.
        for (String suffix : new String[] {"-non-transitional", "-transitional", "-pci", "-ccw", "-device"}) {
            if (rest.endsWith(suffix)) {
                rest = rest.substring(0, rest.length() - suffix.length());
            }
        }
        return BY_FAMILY.get(rest);
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return label();
    }
}
