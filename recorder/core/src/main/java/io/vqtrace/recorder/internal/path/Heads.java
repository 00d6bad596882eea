package io.vqtrace.recorder.internal.path;

import static io.vqtrace.recorder.internal.path.Views.INTS;
import static io.vqtrace.recorder.internal.path.Views.LONGS;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.box.HeadEntry;
import io.vqtrace.trace.box.QueueStates;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * The requests in flight of a queue, by head, in memory laid out as {@link HeadEntry}. Its two sides write it, each entry
 * under the backend's own hand-over; the drain takes snapshots meanwhile.
 */
public final class Heads {
    private static final int ENTRY_WORDS = HeadEntry.BYTES / Long.BYTES;
    private static final int VALUE_WORD = HeadEntry.VALUE / Long.BYTES;
    private static final int WAIT_WORD = HeadEntry.WAIT_NS / Long.BYTES;
    private static final int IN_WORD = HeadEntry.IN_BYTES / Long.BYTES;
    private static final int DEPTH_WORD = HeadEntry.HEAD / Long.BYTES;
    private static final int FLAGS_WORD = HeadEntry.FLAGS / Long.BYTES;
    private static final int REAPED_WORD = HeadEntry.REAPED_TS / Long.BYTES;
    private static final int HEADER_ENTRIES = HeadEntry.HEADER_BYTES / HeadEntry.BYTES;
    /** Tells the compiler that an index is not negative, whatever the capacity. */
    private static final int MAX_SLOT = (1 << 15) - 1;

    private final ByteBuffer region;
    private final LongBuffer words;
    private final int device;
    private final int queue;
    private final int capacity;

    /** Lays out a region of zeros: a header, then as many entries as fit. */
    Heads(ByteBuffer region, int device, int queue, int size) {
        this.region = region;
        words = region.asLongBuffer();
        this.device = device;
        this.queue = queue;
        capacity = region.capacity() / HeadEntry.BYTES - HEADER_ENTRIES;
        region.putInt(HeadEntry.DEVICE, device);
        region.putInt(HeadEntry.QUEUE, queue);
        region.putInt(HeadEntry.SIZE, size);
        INTS.setRelease(region, HeadEntry.CAPACITY, capacity);
    }

    ByteBuffer region() {
        return region;
    }

    public int device() {
        return device;
    }

    public int queue() {
        return queue;
    }

    /** Returns the number of entries, a power of two; 0 if there was no memory for them. */
    public int capacity() {
        return capacity;
    }

    /** Returns where a head's entry is, for the methods below; there must be entries. */
    int at(int head) {
        return ((head & capacity - 1 & MAX_SLOT) + HEADER_ENTRIES) * ENTRY_WORDS;
    }

    /** Returns the time of the entry's POP; if it is free 0, or the negative time at which its last chain was used. */
    long popTs(int at) {
        return words.get(at);
    }

    /** Tells whether an entry is that of a request in flight of this head. */
    boolean holds(int at, int head) {
        return popTs(at) > 0 && head(at) == (head & 0xffff);
    }

    int head(int at) {
        return Short.toUnsignedInt((short) words.get(at + DEPTH_WORD));
    }

    int order(int at) {
        return (int) (words.get(at + FLAGS_WORD) >>> 32);
    }

    /** Fills a free entry. The words are pairs of columns, as {@link RowStore#store} takes them. */
    void fill(
            int at, long popTs, long value, long waitOut, long inCount, long headDepth, int flags, int op, int order) {
        prepare(at, value, waitOut, inCount, headDepth, flags, op, order);
        prepared();
        taken(at, popTs);
    }

    /** Fills a free entry, which stays free: {@link #taken} follows, and in between, for all of a burst, {@link #prepared}. */
    void prepare(int at, long value, long waitOut, long inCount, long headDepth, int flags, int op, int order) {
        LongBuffer to = words;
        to.put(at + VALUE_WORD, value);
        to.put(at + WAIT_WORD, waitOut);
        to.put(at + IN_WORD, inCount);
        to.put(at + DEPTH_WORD, headDepth);
        to.put(at + FLAGS_WORD, (long) order << 32 | (op & 0xff) << 16 | flags & 0xffff);
    }

    /** Lets a snapshot that sees what follows see what was prepared. */
    static void prepared() {
        VarHandle.releaseFence();
    }

    /** Makes a prepared entry a request in flight. */
    void taken(int at, long popTs) {
        words.put(at, popTs);
    }

    long value(int at) {
        return words.get(at + VALUE_WORD);
    }

    long waitOut(int at) {
        return words.get(at + WAIT_WORD);
    }

    long inCount(int at) {
        return words.get(at + IN_WORD);
    }

    long headDepth(int at) {
        return words.get(at + DEPTH_WORD);
    }

    /** Returns flags in bits 0 to 15, operation in bits 16 to 23. */
    int flagsOp(int at) {
        return (int) words.get(at + FLAGS_WORD);
    }

    /** Notes that a free entry's head is taken anew: the driver reaped the head's last chain. */
    void reaped(int at, long negativeUsedTs) {
        words.put(at + REAPED_WORD, negativeUsedTs);
    }

    /** Frees an entry whose chain is used, as {@link #free} does. */
    void used(int at, long ts) {
        VarHandle.releaseFence();
        clear(at, ts);
        cleared();
    }

    /** Frees an entry of a burst, after all of which {@link #cleared} has to follow. */
    void clear(int at, long ts) {
        words.put(at, -ts);
    }

    /** Lets nobody see an entry filled anew before it is seen free. */
    static void cleared() {
        VarHandle.storeStoreFence();
    }

    /** Frees an entry and forgets what became of its head's last chains. */
    void forget(int at) {
        // Memory that was never used stays untouched.
        if ((words.get(at) | words.get(at + REAPED_WORD)) != 0) {
            free(at);
            words.put(at + REAPED_WORD, 0L);
        }
    }

    /** Returns the queue's last state and what its heads tell of it. Any thread. */
    public QueueStateRow state(long ts) {
        return QueueStates.read(region, ts);
    }

    /** Frees an entry, so that a snapshot that sees anything later of it sees this too. */
    void free(int at) {
        VarHandle.releaseFence();
        words.put(at, 0L);
        cleared();
    }

    /**
     * Reads an entry as an OPEN row while the queue is at work. Any thread.
     *
     * @param slot number of the entry, from 0 to {@link #capacity()}
     * @param ts time of the snapshot
     * @param row filled but for its thread
     * @return false if the entry is free or changed meanwhile
     */
    public boolean snapshot(int slot, long ts, EventRow row) {
        int at = (slot + HEADER_ENTRIES) * HeadEntry.BYTES;
        long popTs = (long) LONGS.getAcquire(region, at);
        if (popTs <= 0) {
            return false;
        }
        int order = (int) INTS.getOpaque(region, at + HeadEntry.ORDER);
        row.clear();
        row.ts = Math.max(ts, popTs);
        row.sinceNs = row.ts - popTs;
        row.value = region.getLong(at + HeadEntry.VALUE);
        row.waitNs = region.getInt(at + HeadEntry.WAIT_NS);
        row.outBytes = region.getInt(at + HeadEntry.OUT_BYTES);
        row.inBytes = region.getInt(at + HeadEntry.IN_BYTES);
        row.count = region.getInt(at + HeadEntry.COUNT);
        row.head = region.getShort(at + HeadEntry.HEAD);
        row.inFlight = region.getShort(at + HeadEntry.IN_FLIGHT);
        row.outstanding = region.getShort(at + HeadEntry.OUTSTANDING);
        // Who took it is not known by now.
        row.flags = (region.getShort(at + HeadEntry.FLAGS) | Observed.SINCE_NS) & ~Observed.THREAD;
        row.op = region.get(at + HeadEntry.OP);
        row.device = device;
        row.queue = queue;
        row.kind = EventKind.OPEN.code();
        VarHandle.acquireFence();
        return popTs == (long) LONGS.getOpaque(region, at)
                && order == (int) INTS.getOpaque(region, at + HeadEntry.ORDER);
    }

    /** Sees the requests in flight. */
    @FunctionalInterface
    public interface Visitor {
        /** Sees one; {@code descriptors} is -1 if unknown. */
        void request(int head, long popTs, int descriptors, int inFlight);
    }

    /** Shows each request in flight; one that changes meanwhile may be missed. Any thread. */
    public void visit(Visitor visitor) {
        for (int slot = 0; slot < capacity; slot++) {
            int at = (slot + HEADER_ENTRIES) * HeadEntry.BYTES;
            long popTs = (long) LONGS.getAcquire(region, at);
            if (popTs > 0) {
                int word = at / Long.BYTES;
                int head = head(word);
                int descriptors = (flagsOp(word) & Observed.COUNT) == 0 ? -1 : region.getInt(at + HeadEntry.COUNT);
                int inFlight = Short.toUnsignedInt(region.getShort(at + HeadEntry.IN_FLIGHT));
                VarHandle.acquireFence();
                if (popTs == (long) LONGS.getOpaque(region, at)) {
                    visitor.request(head, popTs, descriptors, inFlight);
                }
            }
        }
    }

    /** Returns the time of the oldest POP of a request in flight, or 0 if there is none. Any thread. */
    public long oldestPop() {
        long oldest = 0;
        for (int slot = 0; slot < capacity; slot++) {
            long popTs = (long) LONGS.getAcquire(region, (slot + HEADER_ENTRIES) * HeadEntry.BYTES);
            if (popTs > 0 && (oldest == 0 || popTs < oldest)) {
                oldest = popTs;
            }
        }
        return oldest;
    }
}
