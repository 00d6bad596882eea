package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.box.ChunkHeader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The rows of one thread on their way to the drain: a linked list of chunks, of which the thread fills the last and the
 * drain empties the first. Neither waits for the other: a thread that finds no free chunk loses its row.
 *
 * <p>The shared ring is filled by many threads, each between {@link #lock} and {@link #unlock}.
 */
public final class Ring extends Padded {
    private static final int SPINS_BEFORE_YIELD = 256;
    private static final VarHandle DROPPED;
    private static final VarHandle LOCKED;
    private static final VarHandle CURRENT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DROPPED = lookup.findVarHandle(Ring.class, "dropped", long.class);
            LOCKED = lookup.findVarHandle(Ring.class, "locked", int.class);
            CURRENT = lookup.findVarHandle(Ring.class, "current", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Rows of a chunk. */
    final int capacity;
    /** Whether it must be locked. */
    final boolean shared;

    private final ChunkPool pool;
    private final int thread;
    /** Memory of the chunk that is being filled; null before the first. */
    ByteBuffer memory;
    /** Next row to fill; {@link #capacity} if there is no chunk or no room in it. */
    int row;

    private Chunk current;
    private long sequence;
    private long dropped;
    private volatile long gapRows;
    private volatile Chunk first;
    private volatile long retired;
    private int locked;

    Ring(ChunkPool pool, int thread, boolean shared) {
        this.pool = pool;
        this.thread = thread;
        this.shared = shared;
        capacity = pool.capacity();
        row = capacity;
    }

    /** Goes on to a fresh chunk, after the current one was filled. Returns false if there is none. */
    boolean advance() {
        Chunk full = current;
        Chunk fresh = pool.take(sequence - retired > 1);
        if (fresh == null) {
            return false;
        }
        fresh.begin(thread, ++sequence);
        if (full == null) {
            first = fresh;
        } else {
            publish();
            full.link(fresh);
        }
        CURRENT.setRelease(this, fresh);
        memory = fresh.memory();
        row = 0;
        return true;
    }

    /** Lets the drain see all rows before {@link #row}. */
    void publish() {
        Views.INTS.setRelease(memory, ChunkHeader.PUBLISHED, row);
    }

    /** Counts rows that found no room. */
    void drop(long rows) {
        DROPPED.setOpaque(this, dropped + rows);
    }

    /** Counts a row that tells of lost ones and is no event itself. */
    void gapRow() {
        setGapRows(gapRows + 1);
    }

    private void setGapRows(long count) {
        gapRows = count;
    }

    void useRingIndex() {
        current.useRingIndex();
    }

    void lock() {
        int spins = 0;
        while (!LOCKED.compareAndSet(this, 0, 1)) {
            if (++spins % SPINS_BEFORE_YIELD == 0) {
                Thread.yield(); // The holder may have been preempted.
            } else {
                Thread.onSpinWait();
            }
        }
    }

    void unlock() {
        LOCKED.setRelease(this, 0);
    }

    /** Returns the index of the thread in the thread table. */
    public int thread() {
        return thread;
    }

    /** Returns the rows that found no room. */
    public long dropped() {
        return (long) DROPPED.getOpaque(this);
    }

    /** Returns the rows that found room, those that tell of gaps not counted. */
    public long recorded() {
        while (true) {
            Chunk seen = (Chunk) CURRENT.getAcquire(this);
            if (seen == null) {
                return 0;
            }
            long gaps = gapRows;
            long rows = (seen.sequence() - 1) * capacity + seen.published();
            VarHandle.acquireFence();
            if (seen == (Chunk) CURRENT.getAcquire(this)) {
                return Math.max(0, rows - gaps);
            }
        }
    }

    /** Returns the oldest chunk that the drain has not taken off, or null before the first row. */
    public Chunk oldest() {
        return first;
    }

    /** Takes the oldest chunk off if it is full and another follows. The drain calls it after it saw that it is full. */
    public boolean takeOff(Chunk oldest) {
        Chunk next = oldest.next();
        if (next == null) {
            return false;
        }
        first = next;
        retired = retired + 1;
        return true;
    }
}
