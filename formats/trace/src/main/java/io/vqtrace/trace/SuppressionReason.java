package io.vqtrace.trace;

import java.util.Locale;

/**
 * Why a device did not interrupt: the {@code value} of an {@link EventKind#INTERRUPT_SUPPRESSED} row. The codes are part
 * of the trace format.
 */
public enum SuppressionReason {
    /** The driver had switched notifications off: VIRTQ_AVAIL_F_NO_INTERRUPT or RING_EVENT_FLAGS_DISABLE. */
    FLAGS(1, false),
    /** The driver wants its next notification at a later index (EVENT_IDX, or RING_EVENT_FLAGS_DESC). */
    EVENT_INDEX(2, false),
    /** The device holds the notification back to moderate interrupts; a later one delivers it. */
    DELAYED(3, true);

    private final int code;
    private final boolean delivered;

    SuppressionReason(int code, boolean delivered) {
        this.code = code;
        this.delivered = delivered;
    }

    /**
     * Returns the stored code.
     *
     * @return the code, from 1
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether a later interrupt delivers the completions.
     *
     * @return true for a delay, false if the driver did not want to be told
     */
    public boolean deliveredLater() {
        return delivered;
    }

    /**
     * Returns the name that views and reports show.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the reason of a stored code.
     *
     * @param code the value of an INTERRUPT_SUPPRESSED row
     * @return the reason, or null if this version of the format does not define the code
     */
    public static SuppressionReason ofCode(long code) {
        for (SuppressionReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return null;
    }
}
