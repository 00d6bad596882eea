package io.vqtrace.trace.box;

/**
 * A step of the negotiation on its way from the caller to the trace's small tables: 128 bytes in a ring of records.
 *
 * <pre>
 *   0               4               8               12              16
 *   +-------------------------------+---------------+---------------+
 *   | sequence                      | ts                            |
 *   +---------------+---------------+---------------+---------------+
 *   | step          | device        | queue         | fields        |
 *   +---------------+---------------+---------------+---------------+
 *   | value                         | features low                  |
 *   +---------------+---------------+---------------+---------------+
 *   | features high                 | size          | max size      |
 *   +---------------+---------------+---------------+---------------+
 *   | vector        | packed        | desc addr                     |
 *   +---------------+---------------+---------------+---------------+
 *   | driver addr                   | device addr                   |
 *   +---------------+---------------+---------------+---------------+
 *   | detail        | detail        | 0                             |   to 128
 *   +---------------+---------------+-------------------------------+
 * </pre>
 *
 * <p>The n-th record of the recording, from 0, stands in slot {@code n & (capacity - 1)}; it is whole once
 * {@link #SEQUENCE} is n + 1.
 */
public final class ControlRecord {
    /** Bytes of a record. */
    public static final int BYTES = 128;

    /** long: number of the record, from 1; stored with release order, last. */
    public static final int SEQUENCE = 0;
    /** long: time, ns since the Unix epoch. */
    public static final int TS = 8;
    /** int: {@link io.vqtrace.trace.NegotiationStep#ordinal()}. */
    public static final int STEP = 16;
    /** int: device id. */
    public static final int DEVICE = 20;
    /** int: queue index, or -1. */
    public static final int QUEUE = 24;
    /** int: which of the fields below are known: the bits {@code HAS_…} and {@link #BY_DEVICE}. */
    public static final int FIELDS = 28;
    /** long: {@code value}. */
    public static final int VALUE = 32;
    /** long: {@code features_low}. */
    public static final int FEATURES_LOW = 40;
    /** long: {@code features_high}. */
    public static final int FEATURES_HIGH = 48;
    /** int: ring entries in use. */
    public static final int SIZE = 56;
    /** int: ring entries at most, or -1. */
    public static final int MAX_SIZE = 60;
    /** int: MSI-X vector, or -1. */
    public static final int VECTOR = 64;
    /** int: 1 if the ring is packed. */
    public static final int PACKED = 68;
    /** long: guest address of the descriptor area. */
    public static final int DESC_ADDR = 72;
    /** long: guest address of the driver area. */
    public static final int DRIVER_ADDR = 80;
    /** long: guest address of the device area. */
    public static final int DEVICE_ADDR = 88;
    /** int: first number of the detail: offset of a configuration access, or 1 for the receive direction. */
    public static final int DETAIL_A = 96;
    /** int: second number of the detail: width of a configuration access in bytes. */
    public static final int DETAIL_B = 100;

    /** Bit of {@link #FIELDS}: {@link #VALUE} is known. */
    public static final int HAS_VALUE = 1;
    /** Bit of {@link #FIELDS}: the feature words are known. */
    public static final int HAS_FEATURES = 1 << 1;
    /** Bit of {@link #FIELDS}: the device is the actor, not the driver. */
    public static final int BY_DEVICE = 1 << 2;

    private ControlRecord() {}
}
