package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;
import java.lang.invoke.VarHandle;

/**
 * The driver's side of a ring: makes buffers available, learns which were used, and follows and sets the notification
 * suppression of both directions.
 */
public abstract class DriverRing {
    /** Returned instead of an id: nothing there, or no room. */
    public static final int NONE = -1;

    /** Returned by {@link #pollUsed()} for a used id that is not outstanding: the device broke section 2.7.8. */
    public static final int UNKNOWN_ID = -2;

    final GuestMemory memory;
    final RingLayout layout;
    final int size;

    /** Ring entries that an outstanding id occupies; 0 if it is not outstanding. */
    final int[] entries;

    private final int[] writableBytes;
    private final int[] order;
    private int orderHead;
    private int orderTail;
    private int batchEnd = NONE;
    private int free;
    private int usedLength;
    private int batchLength;

    DriverRing(GuestMemory memory, RingLayout layout) {
        this.memory = memory;
        this.layout = layout;
        size = layout.size();
        free = size;
        entries = new int[size];
        writableBytes = new int[size];
        order = new int[size];
    }

    /**
     * Makes the driver's side of a ring that was just allocated.
     *
     * @param memory where the ring lies
     * @param layout the ring
     * @return the driver's side
     */
    public static DriverRing of(GuestMemory memory, RingLayout layout) {
        return layout.packed() ? new PackedDriverRing(memory, layout) : new SplitDriverRing(memory, layout);
    }

    /**
     * Places buffers into the ring without showing them to the device yet ({@link #publish()} does).
     *
     * @param buffers at least one buffer
     * @return the chain's id: head (split) or buffer id (packed); {@link #NONE} if there is not enough room
     */
    public final int add(Buffers buffers) {
        if (buffers.count() > free) {
            return NONE;
        }
        int id = place(buffers);
        occupy(id, buffers.count(), buffers);
        return id;
    }

    /**
     * Places buffers into the ring as one descriptor that refers to a table of them (sections 2.7.5.3 and 2.8.7).
     *
     * @param buffers at least one buffer
     * @param table guest address of {@code 16 * buffers.count()} bytes for the table
     * @return as {@link #add(Buffers)}
     */
    public final int addIndirect(Buffers buffers, long table) {
        if (free == 0) {
            return NONE;
        }
        int id = placeIndirect(buffers, table);
        occupy(id, 1, buffers);
        return id;
    }

    /** Shows the device all chains that were added since the last time. */
    public abstract void publish();

    /**
     * Decides whether the chains published since the last call need an available buffer notification (sections 2.7.10.1 and
     * 2.8.13.2).
     *
     * @return true if the device must be notified
     */
    public final boolean needsKick() {
        VarHandle.fullFence();
        return kickWanted();
    }

    /**
     * Returns the notification of section 2.9.
     *
     * @param queue the queue's index
     * @return {@code vq_index}, {@code next_off} and {@code next_wrap}
     */
    public abstract int notificationData(int queue);

    /**
     * Takes the next used chain.
     *
     * @return its id, {@link #NONE} if there is none, or {@link #UNKNOWN_ID}
     */
    public final int pollUsed() {
        int id = batchEnd;
        if (id == NONE) {
            id = readUsed();
            if (id == NONE) {
                return NONE;
            }
            if (id < 0 || id >= size || entries[id] == 0) {
                skipUnknown();
                return UNKNOWN_ID;
            }
        }
        if (layout.inOrder()) {
            id = oldestUpTo(id);
        }
        int count = entries[id];
        entries[id] = 0;
        free += count;
        release(id, count);
        return id;
    }

    /**
     * Returns the length of the chain that {@link #pollUsed()} returned last; of one that an IN_ORDER batch skipped, all its
     * device-writable bytes (section 2.7.9).
     *
     * @return bytes that the device says it wrote
     */
    public final int usedLength() {
        return usedLength;
    }

    /**
     * Tells whether {@link #pollUsed()} would find a chain.
     *
     * @return true if it would
     */
    public final boolean hasUsed() {
        return batchEnd != NONE || usedVisible();
    }

    /** Advises the device that interrupts are not needed; with EVENT_IDX in a split ring that holds by itself. */
    public abstract void disableInterrupts();

    /**
     * Asks for an interrupt at the next used chain.
     *
     * @return true if chains were used meanwhile, so that no interrupt may come for them
     */
    public final boolean enableInterrupts() {
        armInterrupts(0);
        VarHandle.fullFence();
        return hasUsed();
    }

    /**
     * Asks for an interrupt once three quarters of the outstanding chains are used, if EVENT_IDX allows that; else as
     * {@link #enableInterrupts()}.
     *
     * @return true if chains were used meanwhile
     */
    public final boolean enableInterruptsDelayed() {
        int ahead = layout.eventIdx() ? Math.max(0, outstanding() * 3 / 4 - 1) : 0;
        armInterrupts(ahead);
        VarHandle.fullFence();
        return hasUsed();
    }

    /**
     * Returns the free ring entries.
     *
     * @return 0 to the ring's size
     */
    public final int free() {
        return free;
    }

    /**
     * Returns the chains that were added and not yet taken back.
     *
     * @return from 0
     */
    public abstract int outstanding();

    /**
     * Tells whether an id is outstanding.
     *
     * @param id a chain's id
     * @return true from {@code add} to {@code pollUsed}
     */
    public final boolean outstanding(int id) {
        return id >= 0 && id < size && entries[id] != 0;
    }

    abstract int place(Buffers buffers);

    abstract int placeIndirect(Buffers buffers, long table);

    abstract boolean kickWanted();

    /** Reads the next used entry without moving on; sets {@link #usedLength(int)}. */
    abstract int readUsed();

    abstract boolean usedVisible();

    /** Gives a chain's entries back and moves past its used entry. */
    abstract void release(int id, int count);

    abstract void skipUnknown();

    abstract void armInterrupts(int chainsAhead);

    final void usedLength(int length) {
        usedLength = length;
        batchLength = length;
    }

    final void writeTable(Buffers buffers, long table, boolean chained) {
        for (int i = 0; i < buffers.count(); i++) {
            long entry = table + (long) i * RingLayout.DESCRIPTOR_BYTES;
            int flags = buffers.flags(i);
            memory.putLong(entry, buffers.address(i));
            memory.putInt(entry + 8, buffers.length(i));
            memory.putShort(entry + 12, chained ? flags : 0);
            int last = chained && (flags & RingLayout.NEXT) != 0 ? i + 1 : 0;
            memory.putShort(entry + 14, chained ? last : flags & RingLayout.WRITE);
        }
    }

    /** Of an IN_ORDER batch takes the oldest chain; the entry's own length belongs to the batch's last. */
    private int oldestUpTo(int last) {
        int id = order[orderHead];
        orderHead = orderHead + 1 == size ? 0 : orderHead + 1;
        if (id == last) {
            usedLength = batchLength;
            batchEnd = NONE;
        } else {
            usedLength = writableBytes[id];
            batchEnd = last;
        }
        return id;
    }

    private void occupy(int id, int count, Buffers buffers) {
        entries[id] = count;
        writableBytes[id] = buffers.writableBytes();
        free -= count;
        order[orderTail] = id;
        orderTail = orderTail + 1 == size ? 0 : orderTail + 1;
    }
}
