package io.vqtrace.trace;

import io.vqtrace.virtio.register.RegisterFault;
import java.util.Locale;

/**
 * What a backend refused: the {@code value} of an {@link EventKind#FAULT} row. The codes are part of the trace format.
 */
public enum FaultReason {
    /** Anything that has no code of its own. */
    OTHER(1, null),
    /** The available index ran more than the queue's size ahead, or backwards (virtio 1.4 section 2.7.6.1). */
    AVAIL_INDEX_JUMP(2, "2.7.6.1"),
    /** A head or a next index lies outside the ring or the indirect table (section 2.7.5). */
    DESCRIPTOR_OUT_OF_RANGE(3, "2.7.5"),
    /** A chain loops or has more descriptors than the queue's size (sections 2.7.5.2, 2.7.5.3.1). */
    CHAIN_TOO_LONG(4, "2.7.5.2"),
    /** A device-readable buffer follows a device-writable one (section 2.7.4.2). */
    READABLE_AFTER_WRITABLE(5, "2.7.4.2"),
    /** An indirect table where INDIRECT_DESC was not negotiated (section 2.7.5.3.1). */
    INDIRECT_NOT_NEGOTIATED(6, "2.7.5.3.1"),
    /** An indirect table within an indirect table, or together with NEXT (section 2.7.5.3.1). */
    INDIRECT_NESTED(7, "2.7.5.3.1"),
    /** The length of an indirect table is 0 or no multiple of 16 (section 2.7.5.3). */
    INDIRECT_TABLE_LENGTH(8, "2.7.5.3"),
    /** An address or length lies outside the guest's memory. */
    ADDRESS_OUT_OF_RANGE(9, null),
    /** The lengths of a chain's buffers add up to more than 2^32 bytes (section 2.7.5.2). */
    TOTAL_LENGTH(10, "2.7.5.2"),
    /** A head was made available that the device still holds (section 2.7.8). */
    HEAD_IN_USE(11, "2.7.8"),
    /** Suppression flags hold bits that the ring's layout does not define (sections 2.7.7.1, 2.8.10). */
    SUPPRESSION_FLAGS(12, "2.7.7.1"),
    /** A notification names a queue or a position that is not the real one (section 2.9). */
    NOTIFICATION_DATA(13, "2.9"),
    /** A packed descriptor was changed while the device owned it (section 2.8.16). */
    DESCRIPTOR_OVERWRITTEN(14, "2.8.16"),
    /** The request's header is too short, unknown or contradicts its buffers. */
    REQUEST_MALFORMED(15, null),
    /** A control command without its feature or for a queue that does not exist (section 5.1.9.5). */
    COMMAND_REFUSED(16, "5.1.9.5"),
    /** The queue's configuration is invalid: its size, alignment or addresses (sections 2.7, 2.8). */
    QUEUE_CONFIGURATION(17, "2.7"),
    /** A register was accessed against its rules, of which none below is meant: direction or width (section 4.2.2.2). */
    REGISTER_ACCESS(18, "4.2.2.2"),
    /** A feature word was accessed before any was selected (section 4.2.2.2). */
    FEATURES_NOT_SELECTED(19, "4.2.2.2"),
    /** The driver went on after FEATURES_OK without reading the status back (section 3.1.1). */
    FEATURES_OK_NOT_READ_BACK(20, "3.1.1"),
    /** A feature word was written after FEATURES_OK (section 3.1.1). */
    FEATURES_WRITTEN_LATE(21, "3.1.1"),
    /** The configuration was written before FEATURES_OK (section 3.1.1). */
    CONFIG_WRITTEN_IN_NEGOTIATION(22, "3.1.1"),
    /** Size or address of a queue was accessed while it was ready (section 4.2.2.2). */
    QUEUE_REGISTER_WHILE_READY(23, "4.2.2.2"),
    /** QueueReady was set to 0 and not read back before the queue's next use (section 4.2.2.2). */
    QUEUE_READY_NOT_READ_BACK(24, "4.2.2.2"),
    /** Undefined interrupt bits were acknowledged (section 4.2.2.2). */
    INTERRUPT_ACK_UNDEFINED(25, "4.2.2.2"),
    /** The device itself took back interrupt bits that the driver had not acknowledged (section 4.2.2.1). */
    INTERRUPT_STATUS_LOST(26, "4.2.2.1"),
    /** A queue was reset though RING_RESET was not accepted (section 2.6.1). */
    QUEUE_RESET_NOT_NEGOTIATED(27, "2.6.1"),
    /** A queue was used again before its reset was seen to be complete (section 2.6.1.1.2). */
    QUEUE_RESET_NOT_CONFIRMED(28, "2.6.1.1.2"),
    /** 0 was written to {@code queue_enable} (section 4.1.4.3.2). */
    QUEUE_ENABLE_ZERO(29, "4.1.4.3.2"),
    /** The driver went on before it saw the device's reset complete (section 4.1.4.3.2). */
    RESET_NOT_AWAITED(30, "4.1.4.3.2");

    private static final FaultReason[] VALUES = values();

    private final int code;
    private final String section;

    FaultReason(int code, String section) {
        this.code = code;
        this.section = section;
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
     * Returns the section of virtio 1.4 that states the rule.
     *
     * @return such as {@code 2.7.5.2}, or null if no single section does
     */
    public String section() {
        return section;
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
     * @param code the value of a FAULT row
     * @return the reason, or null if this version of the format does not define the code
     */
    public static FaultReason ofCode(long code) {
        return code > 0 && code <= VALUES.length ? VALUES[(int) code - 1] : null;
    }

    /**
     * Finds the reason by which a backend tells of a register access that broke a rule.
     *
     * @param fault what a register decoder told
     * @return the reason
     */
    public static FaultReason of(RegisterFault fault) {
        return switch (fault) {
            case NO_SUCH_REGISTER, DIRECTION, WIDTH, NO_SUCH_QUEUE -> REGISTER_ACCESS;
            case FEATURES_NOT_SELECTED -> FEATURES_NOT_SELECTED;
            case FEATURES_AFTER_FEATURES_OK -> FEATURES_WRITTEN_LATE;
            case FEATURES_OK_NOT_READ -> FEATURES_OK_NOT_READ_BACK;
            case CONFIG_WRITTEN_IN_NEGOTIATION -> CONFIG_WRITTEN_IN_NEGOTIATION;
            case RESET_NOT_AWAITED -> RESET_NOT_AWAITED;
            case QUEUE_SIZE, QUEUE_ALIGNMENT, QUEUE_NOT_CONFIGURED -> QUEUE_CONFIGURATION;
            case QUEUE_READY -> QUEUE_REGISTER_WHILE_READY;
            case QUEUE_STOP_NOT_READ -> QUEUE_READY_NOT_READ_BACK;
            case QUEUE_ENABLE_ZERO -> QUEUE_ENABLE_ZERO;
            case QUEUE_RESET_NOT_NEGOTIATED -> QUEUE_RESET_NOT_NEGOTIATED;
            case QUEUE_RESET_NOT_AWAITED -> QUEUE_RESET_NOT_CONFIRMED;
            case INTERRUPT_ACK -> INTERRUPT_ACK_UNDEFINED;
            case INTERRUPT_STATUS_LOST -> INTERRUPT_STATUS_LOST;
        };
    }
}
