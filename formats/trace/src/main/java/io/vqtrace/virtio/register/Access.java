package io.vqtrace.virtio.register;

/** The access that is being decoded, and to whom the faults that it commits are told. */
final class Access {
    final RegisterListener listener;
    private boolean write;
    private int offset;
    private int width;
    private long value;

    Access(RegisterListener listener) {
        this.listener = listener;
    }

    /** Starts a new access. */
    void start(boolean isWrite, int atOffset, int ofWidth, long ofValue) {
        write = isWrite;
        offset = atOffset;
        width = ofWidth;
        value = ofValue;
    }

    /** Tells that the access breaks a rule that is not about a queue. */
    void fault(RegisterFault fault) {
        fault(fault, RegisterListener.UNKNOWN);
    }

    /** Tells that the access breaks a rule about a queue. */
    void fault(RegisterFault fault, int queue) {
        listener.fault(fault, queue, write, offset, width, value);
    }

    /** Tells whether bytes can be accessed at once. */
    static boolean isWidth(int width) {
        return width == 1 || width == 2 || width == 4 || width == 8;
    }

    /** Returns the low bytes of a value. */
    static long low(long value, int width) {
        return width == Long.BYTES ? value : value & (1L << (width << 3)) - 1;
    }

    /** Returns {@code old} with {@code width} bytes from byte {@code from} on replaced. */
    static long merge(long old, int from, int width, long part) {
        int shift = from << 3;
        long mask = low(-1, width) << shift;
        return old & ~mask | part << shift & mask;
    }
}
