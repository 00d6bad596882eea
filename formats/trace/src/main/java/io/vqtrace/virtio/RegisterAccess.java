package io.vqtrace.virtio;

/** What a driver may do with a register. */
public enum RegisterAccess {
    /** The driver reads it. */
    READ,
    /** The driver writes it. */
    WRITE,
    /** The driver reads and writes it. */
    READ_WRITE;

    /**
     * Tells whether the driver may read the register.
     *
     * @return true unless it is for writing only
     */
    public boolean readable() {
        return this != WRITE;
    }

    /**
     * Tells whether the driver may write the register.
     *
     * @return true unless it is for reading only
     */
    public boolean writable() {
        return this != READ;
    }
}
