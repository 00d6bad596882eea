package io.vqtrace.trace.box;

/**
 * What is known of the requests in flight of one queue: a header, of which this class describes the first 64 bytes and
 * {@link StateEntry} the rest, and an entry of 64 bytes for each slot.
 *
 * <pre>
 *   header  0               4               8               12              16
 *           +---------------+---------------+---------------+---------------+
 *           | device        | queue         | capacity      | size          |
 *           +---------------+---------------+---------------+---------------+
 *           | taking side: lost rows        | time of the first of them     |
 *           +---------------+---------------+---------------+---------------+
 *           | returning side: lost rows     | time of the first of them     |
 *           +---------------+---------------+---------------+---------------+
 *           | neither side: lost rows       | time of the first of them     |
 *           +---------------+---------------+---------------+---------------+
 *           | last state: see StateEntry                                    |   to 448
 *           +---------------+---------------+---------------+---------------+
 *   entry   | pop ts                        | value                         |
 *           +---------------+---------------+---------------+---------------+
 *           | wait          | out           | in            | count         |
 *           +-------+-------+-------+-------+-------+---+---+---------------+
 *           | head  | 0     | in fl.| outst.| flags | op| 0 | order         |
 *           +-------+-------+-------+-------+-------+---+---+---------------+
 *           | reaped ts                     | 0                             |   to 64
 *           +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The request of a head is in the slot {@code head & (capacity - 1)}. An entry counts while {@link #POP_TS} is above 0.
 * To read it while the queue is at work, read {@link #POP_TS} and {@link #ORDER} before and after the rest: if they are the
 * same, the rest belongs together.
 */
public final class HeadEntry {
    /** Bytes of an entry. */
    public static final int BYTES = 64;
    /** Bytes of the header before a queue's entries, a multiple of {@link #BYTES}. */
    public static final int HEADER_BYTES = StateEntry.END;

    /** Header, int: device id. */
    public static final int DEVICE = 0;
    /** Header, int: queue index. */
    public static final int QUEUE = 4;
    /** Header, int: number of entries, a power of two. */
    public static final int CAPACITY = 8;
    /** Header, int: largest number of ring entries of the queue. */
    public static final int SIZE = 12;
    /** Header, long: rows that the taking side lost and that no GAP row tells of yet; the next word is their first time. */
    public static final int TAKING_LOST = 16;
    /** Header, long: the same of the returning side. */
    public static final int RETURNING_LOST = 32;
    /** Header, long: the same of events that belong to neither side. */
    public static final int OTHER_LOST = 48;

    /**
     * Entry, long: time of the POP, ns since the Unix epoch. The entry is free if it is 0, or below: then it is the negative
     * time at which the head's last chain was used. Stored with release order, last.
     */
    public static final int POP_TS = 0;
    /** Entry, long: {@code value} of the request. */
    public static final int VALUE = 8;
    /** Entry, int: {@code wait_ns}. */
    public static final int WAIT_NS = 16;
    /** Entry, int: {@code out_bytes}. */
    public static final int OUT_BYTES = 20;
    /** Entry, int: {@code in_bytes}. */
    public static final int IN_BYTES = 24;
    /** Entry, int: {@code count}, the chain's descriptors. */
    public static final int COUNT = 28;
    /** Entry, short: {@code head}. */
    public static final int HEAD = 32;
    /** Entry, short: {@code in_flight}. */
    public static final int IN_FLIGHT = 36;
    /** Entry, short: {@code outstanding}. */
    public static final int OUTSTANDING = 38;
    /** Entry, short: {@code flags} that the request's row gets from here. */
    public static final int FLAGS = 40;
    /** Entry, byte: {@code op}. */
    public static final int OP = 42;
    /** Entry, int: low 32 bits of the number of chains that the queue took before this one. */
    public static final int ORDER = 44;

    /** Entry, long: negative time at which the head's chain before this one was used; 0 if there was none. */
    public static final int REAPED_TS = 48;

    private HeadEntry() {}
}
