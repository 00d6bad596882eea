package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.box.ChunkHeader;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All chunks of a recorder, and a lock-free list of the free ones. Threads take, the drain gives back; neither ever waits.
 *
 * <p>The last few chunks are kept for rings that have nothing waiting for the drain, so that one busy thread cannot take the
 * memory of all.
 */
public final class ChunkPool {
    private static final int SLOT_BITS = 32;

    private final Chunk[] chunks;
    private final int[] below;
    private final int reserve;
    private final AtomicInteger free = new AtomicInteger();
    /** Low half: slot of the topmost free chunk plus 1, or 0; high half: changes each time, against ABA. */
    private final AtomicLong top = new AtomicLong();

    /**
     * Takes the memory of all chunks.
     *
     * @param capacity rows of a chunk, a multiple of 64
     * @param reserve chunks that a ring with a backlog does not get
     */
    public ChunkPool(MemorySource memory, int count, int capacity, int reserve) {
        this.reserve = reserve;
        chunks = new Chunk[count];
        below = new int[count];
        ByteBuffer[] buffers = memory.chunks(count, chunkBytes(capacity));
        for (int slot = count - 1; slot >= 0; slot--) {
            chunks[slot] = new Chunk(slot, buffers[slot], capacity);
            push(slot);
        }
    }

    /** Returns the bytes of a chunk, header included. */
    public static int chunkBytes(int capacity) {
        return ChunkHeader.BYTES + EventChunk.bodyBytes(capacity);
    }

    public int chunks() {
        return chunks.length;
    }

    public Chunk chunk(int slot) {
        return chunks[slot];
    }

    public int capacity() {
        return chunks[0].capacity();
    }

    /** Returns how many chunks are kept for rings without a backlog. */
    public int reserve() {
        return reserve;
    }

    /** Returns how many chunks are free. */
    public int free() {
        return free.get();
    }

    /**
     * Takes a free chunk.
     *
     * @param backlog whether the ring has chunks waiting for the drain already
     * @return a chunk without rows, or null
     */
    Chunk take(boolean backlog) {
        int least = backlog ? reserve : 0;
        int count = free.get();
        while (count > least) {
            if (free.compareAndSet(count, count - 1)) {
                return chunks[pop()];
            }
            count = free.get();
        }
        return null;
    }

    /** Pops a slot; the count says that there is one. */
    private int pop() {
        while (true) {
            long seen = top.get();
            int slot = (int) seen - 1;
            if (slot >= 0 && top.compareAndSet(seen, tagged(seen, below[slot]))) {
                return slot;
            }
        }
    }

    /** Gives a chunk back; its rows are forgotten. Only the drain does. */
    public void give(Chunk chunk) {
        chunk.recycle();
        chunk.clear();
        push(chunk.slot());
    }

    /** Gives a chunk back of which all columns are 0 that some rows leave alone. */
    void giveClear(Chunk chunk) {
        chunk.recycle();
        push(chunk.slot());
    }

    private void push(int slot) {
        long seen;
        do {
            seen = top.get();
            below[slot] = (int) seen;
        } while (!top.compareAndSet(seen, tagged(seen, slot + 1)));
        free.incrementAndGet();
    }

    private static long tagged(long seen, int slotPlusOne) {
        return ((seen >>> SLOT_BITS) + 1) << SLOT_BITS | slotPlusOne;
    }
}
