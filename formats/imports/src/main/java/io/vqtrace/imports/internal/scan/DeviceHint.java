package io.vqtrace.imports.internal.scan;

/** A device type that is known because an event that only such a device raises named the device. */
public enum DeviceHint {
    /** {@code virtio_blk_*}. */
    BLOCK("virtio-blk"),
    /** {@code virtio_rng_*}. */
    ENTROPY("virtio-rng"),
    /** {@code balloon_event}. */
    BALLOON("virtio-balloon");

    private static final DeviceHint[] VALUES = values();

    private final String type;

    DeviceHint(String type) {
        this.type = type;
    }

    /**
     * Returns the device type.
     *
     * @return its name in the trace, such as {@code virtio-blk}
     */
    public String type() {
        return type;
    }

    /**
     * Returns the hint of an argument of a {@link Record#DEVICE_HINT}.
     *
     * @param ordinal the argument
     * @return the hint
     */
    public static DeviceHint of(long ordinal) {
        return VALUES[(int) ordinal];
    }
}
