package io.vqtrace.imports.internal.assemble;

/**
 * How QEMU lays out the virtqueues of a device: an array of 1024 structures of one size.
 *
 * <p>The size is learned from queues whose index is known. Until then the build measured with Debian's QEMU 7.2 is
 * assumed: {@code sizeof(VirtQueue)} = 0x98, and the array, which is large enough to be mapped by itself, starts 0x10
 * behind a page boundary. What follows from that is a guess.
 */
final class ArrayLayout {
    private static final long DEFAULT_STRIDE = 0x98;
    private static final long PAGE_MASK = 0xfff;
    private static final long DEFAULT_START = 0x10;
    private static final int QUEUES = 1024;
    private static final long SMALLEST_STRIDE = 32;
    private static final long LARGEST_STRIDE = 4096;

    private long stride = DEFAULT_STRIDE;
    private boolean learned;

    /** Learns from two queues of one device. */
    void learn(long pointer, int index, long otherPointer, int otherIndex) {
        if (learned || index == otherIndex) {
            return;
        }
        long distance = pointer - otherPointer;
        long indexes = index - (long) otherIndex;
        long candidate = distance / indexes;
        if (distance % indexes == 0 && candidate >= SMALLEST_STRIDE && candidate <= LARGEST_STRIDE) {
            stride = candidate;
            learned = true;
        }
    }

    /** Returns the address of queue 0, given that of another queue. */
    long base(long pointer, int index) {
        return pointer - index * stride;
    }

    /** Returns the index of a queue in the array at {@code base}, or -1 if it is not in it. */
    int index(long base, long pointer) {
        long distance = pointer - base;
        if (distance < 0 || distance % stride != 0 || distance / stride >= QUEUES) {
            return -1;
        }
        return (int) (distance / stride);
    }

    /** Guesses where the array of a queue starts, of which nothing is known but its address. */
    long guessBase(long pointer) {
        long base = (pointer & ~PAGE_MASK) + DEFAULT_START;
        return index(base, pointer) >= 0 ? base : pointer;
    }
}
