package io.vqtrace.trace;

/**
 * Bits of an event row's {@code flags} column: one for each optional column that was observed, and two that tell how a
 * request ended without being used.
 *
 * <p>A column whose bit is clear holds 0 and means "unknown"; views and reports show it as null.
 */
public final class Observed {
    /** {@link EventColumn#SINCE_NS} is known. */
    public static final int SINCE_NS = 1;
    /** {@link EventColumn#VALUE} is known. */
    public static final int VALUE = 1 << 1;
    /** {@link EventColumn#WAIT_NS} is known. */
    public static final int WAIT_NS = 1 << 2;
    /** {@link EventColumn#OUT_BYTES} is known. */
    public static final int OUT_BYTES = 1 << 3;
    /** {@link EventColumn#IN_BYTES} is known. */
    public static final int IN_BYTES = 1 << 4;
    /** {@link EventColumn#USED_BYTES} is known. */
    public static final int USED_BYTES = 1 << 5;
    /** {@link EventColumn#COUNT} is known. */
    public static final int COUNT = 1 << 6;
    /** {@link EventColumn#THREAD} is known. */
    public static final int THREAD = 1 << 7;
    /** {@link EventColumn#HEAD} is known. */
    public static final int HEAD = 1 << 8;
    /** {@link EventColumn#RING_IDX} is known. */
    public static final int RING_IDX = 1 << 9;
    /** {@link EventColumn#IN_FLIGHT} is known. */
    public static final int IN_FLIGHT = 1 << 10;
    /** {@link EventColumn#OUTSTANDING} is known. */
    public static final int OUTSTANDING = 1 << 11;
    /** {@link EventColumn#OP} is known. */
    public static final int OP = 1 << 12;
    /** {@link EventColumn#STATUS} is known. */
    public static final int STATUS = 1 << 13;
    /** The USED row closes a request that was given back unused: its end is {@code returned}. */
    public static final int RETURNED = 1 << 14;
    /** The USED row closes a request that a queue or device reset ended: its end is {@code reset}. */
    public static final int RESET = 1 << 15;

    private Observed() {}
}
