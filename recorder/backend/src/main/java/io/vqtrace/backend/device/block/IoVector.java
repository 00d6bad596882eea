package io.vqtrace.backend.device.block;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.ChainBurst;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The guest's memory that one transfer goes to or comes from: views of it, in order, so that nothing is copied on the way.
 * Buffers that lie side by side become one part. Reusable; the views are allocated.
 */
final class IoVector {
    private ByteBuffer[] parts = new ByteBuffer[16];
    private int count;
    private long bytes;
    private long pendingAddress;
    private long pendingLength;

    ByteBuffer[] parts() {
        return parts;
    }

    /** Returns how many of the {@link #parts()} count. */
    int count() {
        return count;
    }

    /** Returns the bytes of all parts together. */
    long bytes() {
        return bytes;
    }

    /** Tells whether address and length of each part are multiples of a power of two. */
    boolean aligned(int unit) {
        for (int i = 0; i < count; i++) {
            if (parts[i].remaining() % unit != 0 || parts[i].alignmentOffset(0, unit) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Sets the parts to a range of some of a burst's buffers.
     *
     * @param from first buffer
     * @param to buffer after the last
     * @param offset bytes to skip
     * @param length bytes; the buffers have as many after the offset
     */
    void set(GuestMemory memory, ChainBurst burst, int from, int to, long offset, long length) {
        clear();
        long skip = offset;
        for (int buffer = from; buffer < to && bytes < length; buffer++) {
            long size = Integer.toUnsignedLong(burst.length(buffer));
            if (skip < size) {
                add(memory, burst.address(buffer) + skip, Math.min(size - skip, length - bytes));
            }
            skip = Math.max(0, skip - size);
        }
        flush(memory);
    }

    /** Lets go of the views, which would keep the mapping of a guest's memory. */
    void clear() {
        Arrays.fill(parts, 0, count, null);
        count = 0;
        bytes = 0;
        pendingLength = 0;
    }

    private void add(GuestMemory memory, long address, long length) {
        if (pendingLength == 0 || pendingAddress + pendingLength != address) {
            flush(memory);
            pendingAddress = address;
        }
        pendingLength += length;
        bytes += length;
    }

    private void flush(GuestMemory memory) {
        while (pendingLength > 0) {
            int length = (int) Math.min(pendingLength, memory.contiguous(pendingAddress));
            if (count == parts.length) {
                parts = Arrays.copyOf(parts, 2 * count);
            }
            parts[count++] = memory.slice(pendingAddress, length);
            pendingAddress += length;
            pendingLength -= length;
        }
    }
}
