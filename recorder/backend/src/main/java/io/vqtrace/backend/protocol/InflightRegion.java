package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The shared memory that remembers requests in flight: one part for each queue. One thread.
 *
 * @param memory the mapping; little of it may be used
 * @param queues how many queues have a part
 * @param queueSize entries of each part
 */
record InflightRegion(ByteBuffer memory, int queues, int queueSize) {
    /** Maps what the front end passes. */
    static InflightRegion map(int descriptor, long size, long offset, int queues, int queueSize)
            throws ProtocolException {
        long needed = bytes(false, queues - 1, queueSize) + SplitInflight.bytes(queueSize);
        if (size < needed || size > Integer.MAX_VALUE || offset < 0 || offset > Long.MAX_VALUE - size) {
            throw Refusal.of("an in-flight region of " + size + " bytes at " + offset + " for " + queues + " queues of "
                    + queueSize);
        }
        try {
            ByteBuffer memory = SharedFile.map(descriptor, offset + size, file -> file.piece(offset, (int) size));
            return new InflightRegion(memory, queues, queueSize);
        } catch (IOException e) {
            throw Refusal.ofMemory("cannot map the in-flight region: " + e.getMessage());
        }
    }

    /** Returns the bytes that the parts of so many queues take. */
    static long bytes(boolean packed, int queues, int queueSize) {
        int part = packed ? PackedInflight.bytes(queueSize) : SplitInflight.bytes(queueSize);
        return (long) queues * (part + InflightQueue.ALIGNMENT - 1 & -InflightQueue.ALIGNMENT);
    }

    /**
     * Returns a queue's part.
     *
     * @param ringSize entries of its ring
     * @return null if the region has none for it
     */
    InflightQueue part(int queue, boolean packed, int ringSize) throws ProtocolException {
        if (queue >= queues) {
            return null;
        }
        long start = bytes(packed, queue, queueSize);
        int length = packed ? PackedInflight.bytes(queueSize) : SplitInflight.bytes(queueSize);
        if (ringSize > queueSize || start + length > memory.capacity()) {
            throw Refusal.ofQueue(queue, "a ring of " + ringSize + " does not fit its part of the in-flight region");
        }
        ByteBuffer part = memory.slice((int) start, length);
        return packed ? new PackedInflight(part, queueSize, ringSize) : new SplitInflight(part, queueSize);
    }
}
