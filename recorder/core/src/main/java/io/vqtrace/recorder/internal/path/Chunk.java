package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.box.ChunkHeader;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Memory for some thousand rows of one thread: a {@link ChunkHeader} and the body of a record batch.
 *
 * <p>A chunk is in the pool, or with a ring (one thread fills it, the drain reads what is published), or, full, with the
 * drain alone.
 */
public final class Chunk {
    private static final int ZERO_STEP = Long.BYTES;

    private final int slot;
    private final ByteBuffer memory;
    private final EventChunk rows;
    private final RowStore store;
    private volatile Chunk next;
    private boolean ringIndexUsed;
    private int observed;
    private int filledThread;

    Chunk(int slot, ByteBuffer memory, int capacity) {
        this.slot = slot;
        this.memory = memory;
        rows = new EventChunk(capacity, memory.duplicate().position(ChunkHeader.BYTES));
        store = new RowStore(memory, capacity);
    }

    /** Returns the chunk's number in the recorder's memory. */
    public int slot() {
        return slot;
    }

    ByteBuffer memory() {
        return memory;
    }

    RowStore store() {
        return store;
    }

    /** Returns the rows, of which {@link #published} may be read; {@link EventChunk#rows} says nothing. */
    public EventChunk rows() {
        return rows;
    }

    public int capacity() {
        return rows.capacity();
    }

    /** Returns how many rows are whole and may be read. */
    public int published() {
        return (int) Views.INTS.getAcquire(memory, ChunkHeader.PUBLISHED);
    }

    public int thread() {
        return memory.getInt(ChunkHeader.THREAD);
    }

    public long sequence() {
        return memory.getLong(ChunkHeader.SEQUENCE);
    }

    /** Returns how many rows the drain has written to files. */
    public int written() {
        return memory.getInt(ChunkHeader.WRITTEN);
    }

    /** Notes that the rows before {@code row} are in files, or are given up. */
    public void written(int row) {
        Views.INTS.setRelease(memory, ChunkHeader.WRITTEN, row);
    }

    /** Returns how many rows the observers have seen. */
    public int observed() {
        return observed;
    }

    public void observed(int row) {
        observed = row;
    }

    /** Fills the thread column of all rows, those to come included; the drain does it before anybody reads it. */
    public void fillThread() {
        int thread = thread();
        if (thread == filledThread) {
            return;
        }
        ByteBuffer body = rows.body();
        int at = rows.columnOffset(EventColumn.THREAD);
        for (int i = 0; i < capacity(); i++) {
            body.putShort(at + i * Short.BYTES, (short) thread);
        }
        filledThread = thread;
    }

    Chunk next() {
        return next;
    }

    /** Makes the chunk a thread's own; it is not linked yet. */
    void begin(int thread, long sequence) {
        memory.putInt(ChunkHeader.THREAD, thread);
        Views.LONGS.setRelease(memory, ChunkHeader.SEQUENCE, sequence);
    }

    void link(Chunk follower) {
        next = follower;
    }

    /** Notes that rows have ring indices; the filling thread says so before it publishes. */
    void useRingIndex() {
        ringIndexUsed = true;
    }

    /** Forgets the rows, for the pool: who finds the memory after a crash must not take them for published any more. */
    void recycle() {
        Views.LONGS.setRelease(memory, ChunkHeader.SEQUENCE, 0L);
        Views.INTS.setRelease(memory, ChunkHeader.PUBLISHED, 0);
        memory.putInt(ChunkHeader.WRITTEN, 0);
        VarHandle.storeStoreFence();
        observed = 0;
        next = null;
    }

    /** Clears the columns that not every row fills, after {@link #recycle}. */
    void clear() {
        if (ringIndexUsed) {
            clear(EventColumn.RING_IDX);
            ringIndexUsed = false;
        }
        clear(EventColumn.VALUE);
        clear(EventColumn.OP);
        clear(EventColumn.STATUS);
    }

    private void clear(EventColumn column) {
        ByteBuffer body = rows.body();
        int at = rows.columnOffset(column);
        int end = at + capacity() * column.width();
        for (; at < end; at += ZERO_STEP) {
            body.putLong(at, 0);
        }
    }
}
