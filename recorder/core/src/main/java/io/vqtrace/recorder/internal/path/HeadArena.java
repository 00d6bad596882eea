package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.box.HeadEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The memory for requests in flight: given out to queues piece by piece, never taken back. */
public final class HeadArena {
    private static final int MAX_SIZE = 1 << 15;

    private final ByteBuffer memory;
    private int end;
    private int refused;

    /** Gives out a buffer of zeros. */
    public HeadArena(ByteBuffer memory) {
        this.memory = memory;
    }

    /**
     * Gives a queue its region.
     *
     * @param size largest number of requests in flight; 0 for a region that is only a header
     */
    public synchronized Heads region(int device, int queue, int size) {
        int bytes = bytes(size);
        if (bytes > memory.capacity() - end) {
            refused++;
            return new Heads(DirectMemory.allocate(HeadEntry.HEADER_BYTES), device, queue, size);
        }
        ByteBuffer region = memory.slice(end, bytes).order(ByteOrder.LITTLE_ENDIAN);
        end += bytes;
        return new Heads(region, device, queue, size);
    }

    /** Returns the bytes of a region: of a header, and entries for the next power of two. */
    static int bytes(int size) {
        if (size == 0) {
            return HeadEntry.HEADER_BYTES;
        }
        int bounded = Math.max(2, Math.min(size, MAX_SIZE));
        int entries = Integer.highestOneBit(bounded - 1) << 1;
        return HeadEntry.HEADER_BYTES + entries * HeadEntry.BYTES;
    }

    /** Returns how many queues found no memory for their requests. */
    public synchronized int refused() {
        return refused;
    }
}
