package io.vqtrace.recorder.internal.flight;

import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.ChunkPool;

/**
 * The chunks that a recorder in flight mode keeps, in the order in which their threads were done with them. The oldest go back to the
 * pool when free chunks run low, when the kept ones exceed their bytes, or when they are older than any dump would look
 * back; but not while a dump has yet to write them. Allocates nothing after it was made.
 *
 * <p>A thread's present chunk is not in here, so that a slow thread keeps no more than that chunk from being used anew.
 */
final class FlightStore {
    private final ChunkPool pool;
    private final int spare;
    private final int most;
    private final Chunk[] slots;
    private long first;
    private long end;
    private long pinnedFrom = Long.MAX_VALUE;
    private long recycledUntilNs = Long.MIN_VALUE;

    /**
     * Makes an empty store.
     *
     * @param pool where chunks go back to
     * @param spare free chunks that the pool should have for the threads
     * @param maxBytes what the kept chunks may take; at least one is kept
     */
    FlightStore(ChunkPool pool, int spare, long maxBytes) {
        this.pool = pool;
        this.spare = spare;
        most = (int) Math.max(1, Math.min(pool.chunks(), maxBytes / ChunkPool.chunkBytes(pool.capacity())));
        slots = new Chunk[pool.chunks()];
    }

    /** Keeps a chunk that its thread is done with, or gives it back if it has no rows. */
    void add(Chunk done) {
        if (done.published() == 0) {
            pool.give(done);
            return;
        }
        slots[slot(end)] = done;
        end++;
    }

    /**
     * Gives chunks back, as far as needed and allowed.
     *
     * @param keepFromNs chunks whose rows are all older are of no use
     */
    void recycle(long keepFromNs) {
        while (first < end && first < pinnedFrom) {
            long lastTs = lastTs(at(first));
            boolean tooMany = end - first > most || pool.free() < spare;
            if (!tooMany && lastTs >= keepFromNs) {
                return;
            }
            recycledUntilNs = Math.max(recycledUntilNs, lastTs);
            Chunk oldest = at(first);
            slots[slot(first)] = null;
            first++;
            pool.give(oldest);
        }
    }

    private static long lastTs(Chunk done) {
        return ChunkRows.ts(done, done.published() - 1);
    }

    /** Returns the number of the oldest chunk kept; chunks are numbered through. */
    long first() {
        return first;
    }

    /** Returns the number that the next chunk will have. */
    long end() {
        return end;
    }

    Chunk at(long number) {
        return slots[slot(number)];
    }

    private int slot(long number) {
        return (int) (number % slots.length);
    }

    /** Keeps the chunks from {@code number} on; {@code Long.MAX_VALUE} for none. */
    void pin(long number) {
        pinnedFrom = number;
    }

    /** Returns from when on every row that was recorded is still in memory, epoch nanoseconds. */
    long wholeFromNs() {
        return recycledUntilNs == Long.MIN_VALUE ? Long.MIN_VALUE : recycledUntilNs + 1;
    }
}
