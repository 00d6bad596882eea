package io.vqtrace.imports.internal.scan;

/** A memory region in which a virtio device on PCI has registers, as QEMU names it ({@code hw/virtio/virtio-pci.c}). */
public enum VirtioRegion {
    /** The common configuration structure (virtio 1.4 section 4.1.4.3). */
    COMMON("virtio-pci-common-", 0),
    /** The device-specific configuration (section 4.1.4.6). */
    DEVICE("virtio-pci-device-", 0x2000),
    /** The legacy header and the configuration behind it, an I/O BAR of its own (section 4.1.4.10); it names no device. */
    LEGACY("virtio-pci", 0);

    private final String prefix;
    private final int barOffset;

    VirtioRegion(String prefix, int barOffset) {
        this.prefix = prefix;
        this.barOffset = barOffset;
    }

    /**
     * Finds the region that a name stands for.
     *
     * @param name the memory region's name
     * @return the region, or null if the name is not one of a register region that is decoded
     */
    public static VirtioRegion of(String name) {
        for (VirtioRegion region : values()) {
            if (region == LEGACY ? name.equals(region.prefix) : name.startsWith(region.prefix)) {
                return region;
            }
        }
        return null;
    }

    /**
     * Returns the device that the region's name ends with.
     *
     * @param name the memory region's name
     * @return such as {@code virtio-blk}, empty for {@link #LEGACY}
     */
    public String deviceName(String name) {
        return name.substring(prefix.length());
    }

    /**
     * Returns where QEMU places the region.
     *
     * @return bytes from the start of the BAR, in which regions are pages of 4 KiB
     */
    public int barOffset() {
        return barOffset;
    }
}
