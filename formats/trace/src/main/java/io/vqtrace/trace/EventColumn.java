package io.vqtrace.trace;

/**
 * The columns of an event row, in the order in which they stand in the Arrow schema and in a chunk.
 *
 * <p>A row is 63 bytes wide. No column is nullable; what the capture could not know is told by the bit of
 * {@link Observed} in the {@code flags} column.
 */
public enum EventColumn {
    /** Time of the event, nanoseconds since the Unix epoch; the ordinal of the line in a capture without times. */
    TS("ts", 8, true),
    /** Nanoseconds since the event that this one closes: POP for USED and OPEN, oldest completion for INTERRUPT. */
    SINCE_NS("since_ns", 8, true),
    /** Argument of the event: sector, vector, suppression value, reason code. */
    VALUE("value", 8, true),
    /** Nanoseconds from AVAIL to POP, saturating at 2^32 - 1. */
    WAIT_NS("wait_ns", 4, false),
    /** Bytes of the device-readable buffers of the chain. */
    OUT_BYTES("out_bytes", 4, false),
    /** Bytes of the device-writable buffers of the chain. */
    IN_BYTES("in_bytes", 4, false),
    /** Bytes that the device says it wrote into the chain (the used element's {@code len}). */
    USED_BYTES("used_bytes", 4, false),
    /** Number of descriptors, completions, packets or lost events, by kind. */
    COUNT("count", 4, false),
    /** Device id, the key of the devices table. */
    DEVICE("device", 2, false),
    /** Queue index of the device; {@link #NO_QUEUE} for an event of the whole device. */
    QUEUE("queue", 2, false),
    /** Index of the thread in the trace's thread table. */
    THREAD("thread", 2, false),
    /** Descriptor id of the chain's head. */
    HEAD("head", 2, false),
    /** Ring index at which the event was seen. */
    RING_IDX("ring_idx", 2, false),
    /** Chains taken and not yet used, right after this chain's own POP, itself included. */
    IN_FLIGHT("in_flight", 2, false),
    /** Chains published and not yet used, right after this chain's own POP, itself included. */
    OUTSTANDING("outstanding", 2, false),
    /** Which optional columns were observed, and how the request ended: bits of {@link Observed}. */
    FLAGS("flags", 2, false),
    /** Code of the {@link EventKind}. */
    KIND("kind", 1, false),
    /** Operation of a request: {@link Operation} code. */
    OP("op", 1, false),
    /** Status byte with which the device answered the request. */
    STATUS("status", 1, false);

    /** Value of the {@code queue} column for an event that belongs to the device as a whole. */
    public static final int NO_QUEUE = 0xffff;

    /** Bytes of one row over all columns. */
    public static final int ROW_BYTES;

    static {
        int sum = 0;
        for (EventColumn column : values()) {
            sum += column.width;
        }
        ROW_BYTES = sum;
    }

    private final String columnName;
    private final int width;
    private final boolean signed;

    EventColumn(String columnName, int width, boolean signed) {
        this.columnName = columnName;
        this.width = width;
        this.signed = signed;
    }

    /**
     * Returns the column's name in the Arrow schema and in SQL.
     *
     * @return the name, lower case
     */
    public String columnName() {
        return columnName;
    }

    /**
     * Returns the bytes that one value takes.
     *
     * @return 1, 2, 4 or 8
     */
    public int width() {
        return width;
    }

    /**
     * Tells whether the column's values are signed integers.
     *
     * @return true for the 64-bit columns, false for the others
     */
    public boolean signed() {
        return signed;
    }
}
