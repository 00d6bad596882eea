package io.vqtrace.imports.internal.assemble;

/**
 * A write to a status register, or to what may be one, of which the same thread's next {@code virtio_set_status} will tell
 * whose it is.
 *
 * @param bank the registers, or null for those of a device on MMIO that is not known yet
 * @param value what was written
 * @param ts time of the write
 * @param address where it was made, on PCI
 */
record StatusWrite(RegisterBank bank, long value, long ts, long address) {
    private static final int STATUS_BITS = 0xff;

    /** Tells whether the event that a status was set can be of this write. */
    boolean sets(int status) {
        return (value & STATUS_BITS) == status;
    }
}
