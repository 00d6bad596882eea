package io.vqtrace.recorder.internal;

import io.vqtrace.recorder.internal.path.ChunkPool;
import io.vqtrace.trace.box.ControlRecord;
import io.vqtrace.trace.box.HeadEntry;

/**
 * How a recorder's memory is divided: an eighth for requests in flight, a little for negotiation, the rest for rows.
 *
 * @param capacity rows of a chunk
 * @param reserve chunks for rings that have nothing waiting
 */
record MemoryPlan(int chunks, int capacity, int reserve, int headBytes, int controlBytes) {
    private static final int MAX_CAPACITY = 8192;
    private static final int MIN_CAPACITY = 64;
    /** Chunks for each thread below which they are made smaller. */
    private static final int GOOD_CHUNKS_PER_RING = 4;

    private static final int HEAD_SHARE = 8;
    private static final int MAX_HEAD_BYTES = 1 << 28;
    private static final int MAX_RECORDS = 4096;
    private static final int MIN_RECORDS = 64;
    private static final int RECORD_SHARE = 64;

    /**
     * Divides the memory.
     *
     * @throws IllegalArgumentException if there is not one chunk for each ring and one more
     */
    static MemoryPlan of(long bytes, int threads) {
        int rings = threads + 1;
        long records = Math.max(MIN_RECORDS, Math.min(MAX_RECORDS, bytes / RECORD_SHARE / ControlRecord.BYTES));
        int controlBytes = Math.toIntExact(Long.highestOneBit(records) * ControlRecord.BYTES);
        int headBytes = (int) Math.min(MAX_HEAD_BYTES, bytes / HEAD_SHARE) & -HeadEntry.BYTES;
        long rows = bytes - controlBytes - headBytes;
        int capacity = MAX_CAPACITY;
        while (capacity > MIN_CAPACITY && rows / ChunkPool.chunkBytes(capacity) < (long) GOOD_CHUNKS_PER_RING * rings) {
            capacity /= 2;
        }
        long chunks = rows / ChunkPool.chunkBytes(capacity);
        if (chunks <= rings) {
            throw new IllegalArgumentException("memory of " + bytes + " bytes is too small for " + threads
                    + " threads: " + chunks + " chunks of " + ChunkPool.chunkBytes(capacity) + " bytes");
        }
        int count = (int) Math.min(chunks, Integer.MAX_VALUE);
        return new MemoryPlan(
                count, capacity, Math.min(threads, count / GOOD_CHUNKS_PER_RING), headBytes, controlBytes);
    }

    long totalBytes() {
        return (long) chunks * ChunkPool.chunkBytes(capacity) + headBytes + controlBytes;
    }
}
