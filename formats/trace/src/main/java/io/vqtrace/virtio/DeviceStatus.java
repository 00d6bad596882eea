package io.vqtrace.virtio;

import java.util.ArrayList;
import java.util.List;

/**
 * The bits of the device status field (virtio 1.4 section 2.1).
 *
 * <p>The field is 0 after a reset. Constants stand in ascending order of the bits, and {@link #name()} is the name in
 * the specification.
 */
public enum DeviceStatus {
    /** The guest found the device. */
    ACKNOWLEDGE(1),
    /** The guest has a driver for it. */
    DRIVER(2),
    /** The driver is set up. */
    DRIVER_OK(4),
    /** Feature negotiation is complete; a device that refuses the result leaves the bit clear. */
    FEATURES_OK(8),
    /** The driver suspended the device; needs {@code VIRTIO_F_SUSPEND}. */
    SUSPEND(16),
    /** The device is in an error that only a reset ends. */
    DEVICE_NEEDS_RESET(64),
    /** The driver gave up. */
    FAILED(128);

    private static final String LINUX_PREFIX = "VIRTIO_CONFIG_S_";

    private final int mask;

    DeviceStatus(int mask) {
        this.mask = mask;
    }

    /**
     * Returns the bit as it stands in the field.
     *
     * @return a power of two, 1 to 128
     */
    public int mask() {
        return mask;
    }

    /**
     * Tells whether the bit is set in a value of the field.
     *
     * @param status the field's value
     * @return true if set
     */
    public boolean in(int status) {
        return (status & mask) != 0;
    }

    /**
     * Names the bits of a value of the field.
     *
     * @param status the field's value; all 32 bits are looked at
     * @return the names by ascending bit, {@code bit 5 (unknown)} for one that nobody defines; empty for 0 (reset)
     */
    public static List<String> names(int status) {
        List<String> names = new ArrayList<>();
        for (int rest = status; rest != 0; rest &= rest - 1) {
            names.add(name(Integer.numberOfTrailingZeros(rest)));
        }
        return List.copyOf(names);
    }

    /**
     * Finds the bit of a name.
     *
     * @param name as in the specification, as in Linux ({@code VIRTIO_CONFIG_S_NEEDS_RESET}), or as in QEMU's QMP
     *     answers, in which a colon and a description follow
     * @return the bit, or null if there is no such name
     */
    public static DeviceStatus ofName(String name) {
        int colon = name.indexOf(':');
        String key = (colon < 0 ? name : name.substring(0, colon)).trim();
        if (key.startsWith(LINUX_PREFIX)) {
            key = key.substring(LINUX_PREFIX.length());
        }
        for (DeviceStatus bit : values()) {
            if (bit.name().equals(key) || bit.name().equals("DEVICE_" + key)) {
                return bit;
            }
        }
        return null;
    }

    private static String name(int bit) {
        for (DeviceStatus status : values()) {
            if (status.mask == 1 << bit) {
                return status.name();
            }
        }
        return Features.unknown(bit);
    }
}
