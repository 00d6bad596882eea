package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.box.HeadEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The side of a queue that returns chains to the driver; {@link io.vqtrace.recorder.QueueProbe} has the thread rule. */
public final class ReturningSide extends Side {
    private static final int UNKNOWN = -1;
    private static final byte USED = EventKind.USED.code();
    private static final VarHandle COMPLETED;
    private static final VarHandle RETURNED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            COMPLETED = lookup.findVarHandle(ReturningSide.class, "completed", long.class);
            RETURNED = lookup.findVarHandle(ReturningSide.class, "returned", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final UsedBurst burst;
    private final ReturningState state;
    private TakingSide taking;
    private long completed;
    private long returned;

    ReturningSide(Recording recording, Heads heads) {
        super(recording, heads, HeadEntry.RETURNING_LOST);
        burst = new UsedBurst(heads);
        state = new ReturningState(heads);
    }

    void opposite(TakingSide side) {
        taking = side;
    }

    /** Returns the chains that were taken and used. */
    long completed() {
        return (long) COMPLETED.getOpaque(this);
    }

    /** Returns the chains that were taken and given back unserved. */
    long returned() {
        return (long) RETURNED.getOpaque(this);
    }

    public void used(int head, int usedBytes, int status) {
        int flags = status == UNKNOWN ? 0 : Observed.STATUS;
        int statusByte = status == UNKNOWN ? 0 : status;
        int bytes = 0;
        if (usedBytes != UNKNOWN) {
            flags |= Observed.USED_BYTES;
            bytes = usedBytes;
        }
        Ring ring = ring();
        long ts = time.now();
        state.used(1, ts);
        if (end(ring, ts, head, bytes, statusByte, flags)) {
            ring.publish();
        }
        release(ring);
    }

    public void usedBurst(int count, int[] heads, int[] usedBytes) {
        int chains = heads == null ? 0 : TakingSide.shortest(Math.min(count, heads.length), usedBytes);
        if (chains <= 0) {
            return;
        }
        int flags = usedBytes == null ? 0 : Observed.USED_BYTES;
        Ring ring = ring();
        long ts = time.now();
        state.used(chains, ts);
        boolean stored = false;
        int i = 0;
        while (i < chains) {
            int next = endKnown(ring, ts, heads, usedBytes, i, chains, flags);
            if (next > i) {
                stored = true;
                i = next;
            } else {
                stored |= end(ring, ts, heads[i], usedBytes == null ? 0 : usedBytes[i], 0, flags);
                i++;
            }
        }
        if (stored) {
            ring.publish();
        }
        release(ring);
    }

    /**
     * Ends requests of a burst as {@link #end} does, as long as nothing is special about them.
     *
     * @return number of the first request that it left, for {@code end}
     */
    private int endKnown(Ring ring, long ts, int[] heads, int[] usedBytes, int from, int to, int flags) {
        int row = ring.row;
        int most = Math.min(Math.min(to - from, UsedBurst.MOST), ring.capacity - row);
        if (this.heads.capacity() == 0 || most == 0 || !plain()) {
            return from;
        }
        int count = burst.take(ts, heads, from, most);
        if (count > 0) {
            burst.store(ring.rows, row, count, ts, usedBytes, from, flags);
            ring.row = row + count;
            COMPLETED.setOpaque(this, completed + count);
        }
        return from + count;
    }

    public void usedInOrder(int firstHead, int chains) {
        int batch = Math.min(chains, taking.entries());
        if (batch <= 0) {
            return;
        }
        Ring ring = ring();
        long ts = time.now();
        state.used(batch, ts);
        int first = heads.capacity() == 0 ? 0 : heads.at(firstHead);
        boolean known = first != 0 && heads.popTs(first) > 0;
        int order = known ? heads.order(first) : 0;
        int taken = known ? (int) taking.popped() - order : 1;
        boolean stored = end(ring, ts, firstHead, 0, 0, 0);
        for (int i = 1; i < batch; i++) {
            stored |= i < taken ? end(ring, ts, taking.popOrder(order + i), 0, 0, 0) : storeUnknown(ring, ts);
        }
        if (stored) {
            ring.publish();
        }
        release(ring);
    }

    public void returned(int head) {
        Ring ring = ring();
        long ts = time.now();
        if (end(ring, ts, head, 0, 0, Observed.RETURNED)) {
            ring.publish();
        }
        release(ring);
    }

    /** Ends a request; tells whether its record was stored, which is not yet published. */
    private boolean end(Ring ring, long ts, int head, int usedBytes, int status, int flags) {
        Heads of = heads;
        if (of.capacity() > 0) {
            int at = of.at(head);
            if (of.holds(at, head)) {
                boolean stored = gate.isOpen() && room(ring, ts);
                if (stored) {
                    storeUsed(ring, device, queue, ts, of, at, usedBytes, status, flags);
                }
                if ((flags & Observed.RETURNED) == 0) {
                    of.used(at, ts);
                } else {
                    of.free(at);
                }
                countEnd(flags);
                return stored;
            }
        } else {
            countEnd(flags);
        }
        return storeWithoutPast(ring, ts, head, usedBytes, status, flags | Observed.HEAD | Observed.THREAD);
    }

    private void countEnd(int flags) {
        if ((flags & Observed.RETURNED) != 0) {
            state.givenBack();
            RETURNED.setOpaque(this, returned + 1);
        } else {
            COMPLETED.setOpaque(this, completed + 1);
        }
    }

    private boolean storeUnknown(Ring ring, long ts) {
        return storeWithoutPast(ring, ts, 0, 0, 0, Observed.THREAD);
    }

    private boolean storeWithoutPast(Ring ring, long ts, int head, int usedBytes, int status, int flags) {
        if (!gate.isOpen() || !room(ring, ts)) {
            return false;
        }
        RowStore to = ring.rows;
        int i = ring.row++;
        to.longs(i, ts, 0, 0);
        to.ints(i, 0, 0, usedBytes);
        to.shorts(i, device, queue, head & 0xffffL, flags);
        to.bytes(i, USED, 0, status);
        return true;
    }

    /** Stores the record of a request from its entry. */
    static void storeUsed(
            Ring ring, int device, int queue, long ts, Heads heads, int at, int usedBytes, int status, int flags) {
        int flagsOp = heads.flagsOp(at);
        RowStore to = ring.rows;
        int i = ring.row++;
        to.longs(i, ts, ts - heads.popTs(at), heads.value(at));
        to.ints(i, heads.waitOut(at), heads.inCount(at), usedBytes);
        to.shorts(i, device, queue, heads.headDepth(at), flagsOp | flags | Observed.SINCE_NS);
        to.bytes(i, USED, flagsOp >>> 16, status);
    }

    public void interrupt(int vector) {
        Ring ring = ring();
        long ts = time.now();
        int count = state.pending();
        long oldest = state.pendingSince();
        state.interrupted(ts);
        if (gate.isOpen() && room(ring, ts)) {
            int flags = Observed.COUNT | (vector == UNKNOWN ? 0 : Observed.VALUE);
            long since = 0;
            if (count > 0) {
                flags |= Observed.SINCE_NS;
                since = ts - oldest;
            }
            store(ring, ts, since, vector == UNKNOWN ? 0 : vector, count, flags, EventKind.INTERRUPT);
        }
        release(ring);
    }

    public void interruptSuppressed(int reason) {
        Ring ring = ring();
        long ts = time.now();
        int count = state.suppressed(reason, ts);
        if (gate.isOpen() && room(ring, ts)) {
            store(ring, ts, 0, reason, count, Observed.COUNT | Observed.VALUE, EventKind.INTERRUPT_SUPPRESSED);
        }
        release(ring);
    }

    public void interruptArm(int value) {
        if (!full) {
            state.armed(time.now(), value);
            return;
        }
        Ring ring = ring();
        long ts = time.now();
        state.armed(ts, value);
        if (gate.isOpen() && room(ring, ts)) {
            store(ring, ts, 0, Integer.toUnsignedLong(value), 0, Observed.VALUE, EventKind.INTERRUPT_ARM);
        }
        release(ring);
    }

    /** Forgets all counts, after a reset that ended so many requests. */
    void forget(long ts, int ended) {
        COMPLETED.setOpaque(this, 0L);
        RETURNED.setOpaque(this, 0L);
        state.reset(ts, ended);
    }
}
