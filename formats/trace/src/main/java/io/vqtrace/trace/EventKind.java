package io.vqtrace.trace;

import java.util.Locale;

/**
 * What happened on a virtqueue: the value of the {@code kind} column of an event row.
 *
 * <p>The codes are part of the trace format. Code 0 is never written, so that a row of zeros (a chunk that was
 * prepared and never filled) can be told from an event.
 */
public enum EventKind {
    /** The device sees that the driver published buffers; {@code count} newly seen, {@code ring_idx}. */
    AVAIL(1),
    /** A driver notification reaches the device; {@code value} is the NOTIFICATION_DATA where there is one. */
    KICK(2),
    /** The device takes a chain; written at capture level {@code full} only, since a USED row implies it. */
    POP(3),
    /** The device returns a chain: the request record, with everything known of the chain's past. */
    USED(4),
    /** Snapshot of a chain that was taken and not yet returned; {@code ts} is the time of the snapshot. */
    OPEN(5),
    /** The device notifies the driver; {@code count} completions delivered, {@code since_ns} age of the oldest. */
    INTERRUPT(6),
    /** The device decided not to notify, or not yet; {@code value} is the reason. */
    INTERRUPT_SUPPRESSED(7),
    /** The device enables or disables kicks; {@code value} is {@code flags} or {@code avail_event}. */
    KICK_ARM(8),
    /** A new driver suppression value is observed; {@code value} is {@code flags} or {@code used_event}. */
    INTERRUPT_ARM(9),
    /** Payload was lost (no receive buffer, backend full); {@code count} packets, {@code value} bytes. */
    DROP(10),
    /** The backend refused what the driver did; {@code value} is the reason code. */
    FAULT(11),
    /** The recorder lost events; {@code count} is the exact number, {@code since_ns} the length of the gap. */
    GAP(12);

    private static final EventKind[] BY_CODE = new EventKind[13];

    static {
        for (EventKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final byte code;

    EventKind(int code) {
        this.code = (byte) code;
    }

    /**
     * Returns the value stored in the {@code kind} column, 1 to 12.
     *
     * @return the stored code
     */
    public byte code() {
        return code;
    }

    /**
     * Returns the name that {@code trace.json}, views and reports show.
     *
     * @return the name in lower case, such as {@code interrupt_suppressed}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the kind of a stored code.
     *
     * @param code the value of a {@code kind} column
     * @return the kind, or null if this version of the format does not define the code
     */
    public static EventKind ofCode(int code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
