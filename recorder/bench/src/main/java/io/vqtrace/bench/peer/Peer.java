package io.vqtrace.bench.peer;

/**
 * Records an event of 47 bytes by other means than the recorder: a time, two longs, four ints, three shorts and a byte.
 * Called by one thread.
 *
 * <p>An abstract class and not an interface: with one subclass loaded in a process the compiler calls it directly.
 */
public abstract class Peer implements AutoCloseable {
    /** Bytes of the event, the time among them. */
    public static final int EVENT_BYTES = 47;

    /** Events that a peer's ring holds, where it has one: as many as eight chunks of the recorder. */
    static final int RING_EVENTS = 1 << 16;

    Peer() {}

    /**
     * Takes the time and records the event. A peer whose ring is full waits until its consumer made room.
     *
     * @param sinceNs duration
     * @param value argument
     * @param outBytes readable bytes
     * @param inBytes writable bytes
     * @param usedBytes written bytes
     * @param count descriptors
     * @param device device id, 16 bits
     * @param queue queue index, 16 bits
     * @param head chain head, 16 bits
     * @param kind event kind, 8 bits
     */
    public abstract void record(
            long sinceNs,
            long value,
            int outBytes,
            int inBytes,
            int usedBytes,
            int count,
            int device,
            int queue,
            int head,
            int kind);

    @Override
    public abstract void close();
}
