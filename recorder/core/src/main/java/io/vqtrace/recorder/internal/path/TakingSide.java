package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.box.HeadEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** The side of a queue that takes chains from the driver; {@link io.vqtrace.recorder.QueueProbe} has the thread rule. */
public final class TakingSide extends Side {
    private static final int UNKNOWN = -1;
    private static final long MAX_WAIT = 0xffff_ffffL;
    private static final byte POP = EventKind.POP.code();
    private static final int MAX_SIZE = 1 << 16;
    private static final VarHandle POPPED;
    private static final VarHandle REPLACED;
    private static final VarHandle ANNOUNCED;
    private static final VarHandle LOW_MARK;
    private static final VarHandle LOW_AT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            POPPED = lookup.findVarHandle(TakingSide.class, "popped", long.class);
            REPLACED = lookup.findVarHandle(TakingSide.class, "replaced", long.class);
            ANNOUNCED = lookup.findVarHandle(TakingSide.class, "announced", long.class);
            LOW_MARK = lookup.findVarHandle(TakingSide.class, "lowMark", int.class);
            LOW_AT = lookup.findVarHandle(TakingSide.class, "lowAt", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ReturningSide returning;
    private final TakingState state;
    /** Times of publications, by publication. */
    private final long[] availTs;
    /** Heads by order of their POP. */
    private final short[] popOrder;

    private final int mask;
    private long announced;
    private long popped;
    private long replaced;
    private volatile boolean announces;
    private int lowMark;
    private long lowAt;

    TakingSide(Recording recording, Heads heads, int size, ReturningSide returning) {
        super(recording, heads, HeadEntry.TAKING_LOST);
        this.returning = returning;
        state = new TakingState(heads);
        int entries = Integer.highestOneBit(Math.max(2, Math.min(size, MAX_SIZE)) - 1) << 1;
        availTs = new long[entries];
        popOrder = new short[entries];
        mask = entries - 1;
    }

    /** Returns the chains that were taken. */
    long popped() {
        return (long) POPPED.getOpaque(this);
    }

    /** Returns the chains that ended because their head was taken again. */
    long replaced() {
        return (long) REPLACED.getOpaque(this);
    }

    /** Returns the chains that were announced, or taken without; -1 if the backend announces none. */
    long announced() {
        return announces ? (long) ANNOUNCED.getOpaque(this) : UNKNOWN;
    }

    /** Sets the number of outstanding chains below which an announcement is a dip. */
    void lowMark(int chains) {
        if (lowMark != chains) {
            LOW_MARK.setOpaque(this, chains);
        }
    }

    /** Returns when the last dip was, or 0. */
    long lowAt() {
        return (long) LOW_AT.getOpaque(this);
    }

    /** Returns the head of the chain that was taken as the n-th, if that was not too long ago. */
    int popOrder(int order) {
        return Short.toUnsignedInt(popOrder[order & mask]);
    }

    int entries() {
        return mask + 1;
    }

    public void avail(int chains, int ringIndex) {
        if (full) {
            Ring ring = ring();
            long ts = time.now();
            if (gate.isOpen() && room(ring, ts)) {
                int flags = Observed.COUNT;
                if (ringIndex >= 0) {
                    ring.rows.ringIndex(ring.row, ringIndex);
                    ring.useRingIndex();
                    flags |= Observed.RING_IDX;
                }
                store(ring, ts, 0, 0, chains, flags, EventKind.AVAIL);
            }
            announce(chains, ts, ringIndex);
            release(ring);
        } else {
            announce(chains, time.now(), ringIndex);
        }
    }

    private void announce(int chains, long ts, int ringIndex) {
        int kept = Math.max(0, Math.min(chains, mask + 1));
        int first = (int) (announced + chains - kept) & mask;
        int straight = Math.min(kept, mask + 1 - first);
        Arrays.fill(availTs, first, first + straight, ts);
        Arrays.fill(availTs, 0, kept - straight, ts);
        if (announced - returning.completed() < lowMark) {
            LOW_AT.setOpaque(this, ts);
        }
        ANNOUNCED.setOpaque(this, announced + Math.max(0, chains));
        if (!announces) {
            announces = true;
        }
        state.announced(ts, ringIndex, announced);
    }

    public void kick(int data, boolean known) {
        Ring ring = ring();
        long ts = time.now();
        state.kicked(ts);
        if (gate.isOpen() && room(ring, ts)) {
            store(ring, ts, 0, Integer.toUnsignedLong(data), 0, known ? Observed.VALUE : 0, EventKind.KICK);
        }
        release(ring);
    }

    public void kickArm(int value) {
        if (!full) {
            state.armed(time.now(), value);
            return;
        }
        Ring ring = ring();
        long ts = time.now();
        state.armed(ts, value);
        if (gate.isOpen() && room(ring, ts)) {
            store(ring, ts, 0, Integer.toUnsignedLong(value), 0, Observed.VALUE, EventKind.KICK_ARM);
        }
        release(ring);
    }

    public void pop(int head, int descriptors, long outBytes, long inBytes, int op, long argument) {
        int flags = Observed.HEAD;
        long out = 0;
        long inCount = 0;
        if (outBytes != UNKNOWN) {
            flags |= Observed.OUT_BYTES;
            out = outBytes << 32;
        }
        if (inBytes != UNKNOWN) {
            flags |= Observed.IN_BYTES;
            inCount = inBytes & MAX_WAIT;
        }
        if (descriptors != UNKNOWN) {
            flags |= Observed.COUNT;
            inCount |= (long) descriptors << 32;
        }
        int opcode = 0;
        long value = 0;
        if (op != UNKNOWN) {
            flags |= Observed.OP | Observed.VALUE;
            opcode = op;
            value = argument;
        }
        Ring ring = full ? ring() : null;
        long ts = time.now();
        take(ring, ts, head, out, inCount, flags, opcode, value);
        state.took(ts, announced, popped - replaced);
        if (ring != null) {
            release(ring);
        }
    }

    public void popBurst(int count, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes) {
        if (heads == null) {
            return;
        }
        int chains = shortest(shortest(shortest(Math.min(count, heads.length), descriptors), outBytes), inBytes);
        int flags = Observed.HEAD
                | (descriptors == null ? 0 : Observed.COUNT)
                | (outBytes == null ? 0 : Observed.OUT_BYTES)
                | (inBytes == null ? 0 : Observed.IN_BYTES);
        Ring ring = full ? ring() : null;
        long ts = time.now();
        int i = 0;
        while (i < chains) {
            if (!full) {
                i = takeFree(ts, heads, descriptors, outBytes, inBytes, i, chains, flags);
            }
            if (i < chains) {
                take(ring, ts, heads[i], out(outBytes, i), inCount(inBytes, descriptors, i), flags, 0, 0);
                i++;
            }
        }
        if (chains > 0) {
            state.took(ts, announced, popped - replaced);
        }
        if (ring != null) {
            release(ring);
        }
    }

    private static long out(int[] outBytes, int i) {
        return outBytes == null ? 0 : (long) outBytes[i] << 32;
    }

    private static long inCount(int[] inBytes, int[] descriptors, int i) {
        return (inBytes == null ? 0 : Integer.toUnsignedLong(inBytes[i]))
                | (descriptors == null ? 0 : (long) descriptors[i] << 32);
    }

    /**
     * Takes chains of a burst as {@link #take} does without a ring, as long as nothing is special about them: they were
     * announced, and their heads are free. What does not change within a burst is found out once.
     *
     * @return number of the first chain that it left, for {@code take}
     */
    private int takeFree(
            long ts, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes, int from, int to, int given) {
        Heads of = this.heads;
        long done = returning.completed();
        long publication = popped - returning.returned() - replaced;
        if (of.capacity() == 0 || announced - publication > mask + 1) {
            return from;
        }
        int until = (int) Math.min(to, from + Math.max(0, announced - publication));
        long outstanding = announced - done << 48;
        long inFlight = publication + 1 - done;
        int flags = given | Observed.IN_FLIGHT | Observed.THREAD | Observed.WAIT_NS | Observed.OUTSTANDING;
        int order = (int) popped;
        int i = from;
        while (i < until) {
            int head = heads[i];
            int at = of.at(head);
            int earlier = of.order(at) - (int) popped;
            boolean twice = earlier >= 0 && earlier < i - from && of.at(heads[from + earlier]) == at;
            long before = of.popTs(at);
            if (twice || before > 0) {
                break;
            }
            if (before < 0) {
                of.reaped(at, before);
            }
            long wait = Math.min(ts - availTs[(int) publication & mask], MAX_WAIT) & MAX_WAIT;
            of.prepare(
                    at,
                    0,
                    wait | out(outBytes, i),
                    inCount(inBytes, descriptors, i),
                    head & 0xffffL | (inFlight & 0xffff) << 32 | outstanding,
                    flags,
                    0,
                    order);
            popOrder[order & mask] = (short) head;
            publication++;
            inFlight++;
            order++;
            i++;
        }
        Heads.prepared();
        for (int chain = from; chain < i; chain++) {
            of.taken(of.at(heads[chain]), ts);
        }
        POPPED.setOpaque(this, popped + i - from);
        return i;
    }

    static int shortest(int count, int[] array) {
        return array == null ? count : Math.min(count, array.length);
    }

    private void take(Ring ring, long ts, int head, long out, long inCount, int given, int op, long value) {
        int at = heads.capacity() == 0 ? 0 : heads.at(head);
        if (at != 0) {
            long before = heads.popTs(at);
            if (before > 0) {
                replace(ring, ts, at);
            } else if (before < 0) {
                heads.reaped(at, before);
            }
        }
        long done = returning.completed();
        long unserved = returning.returned() + replaced;
        long taken = popped + 1;
        int flags = given | Observed.IN_FLIGHT | Observed.THREAD;
        long inFlight = taken - unserved - done;
        long wait = 0;
        long outstanding = 0;
        long publication = popped - unserved;
        if (publication < announced && announced - publication <= mask + 1) {
            wait = Math.min(ts - availTs[(int) publication & mask], MAX_WAIT) & MAX_WAIT;
            outstanding = announced - done;
            flags |= Observed.WAIT_NS | Observed.OUTSTANDING;
        } else if (publication >= announced) {
            ANNOUNCED.setOpaque(
                    this,
                    publication + 1); // Taken without having been announced; the next announcement starts after it.
        }
        long waitOut = wait | out;
        long headDepth = head & 0xffffL | (inFlight & 0xffff) << 32 | outstanding << 48;
        popOrder[(int) popped & mask] = (short) head;
        if (at != 0) {
            heads.fill(at, ts, value, waitOut, inCount, headDepth, flags, op, (int) popped);
        }
        POPPED.setOpaque(this, taken);
        if (ring != null && gate.isOpen() && room(ring, ts)) {
            storePop(ring, ts, value, waitOut, inCount, headDepth, flags, op);
        }
    }

    private void storePop(
            Ring ring, long ts, long value, long waitOut, long inCount, long headDepth, int flags, int op) {
        RowStore to = ring.rows;
        int i = ring.row++;
        to.longs(i, ts, 0, value);
        to.ints(i, waitOut, inCount, 0);
        to.shorts(i, device, queue, headDepth, flags);
        to.bytes(i, POP, op, 0);
        ring.publish();
    }

    /** Ends a chain that is taken again though it was never given back: its record says {@code returned}. */
    private void replace(Ring held, long ts, int at) {
        Ring ring = held == null ? ring() : held;
        storeEnd(ring, ts, at, Observed.RETURNED);
        heads.free(at);
        REPLACED.setOpaque(this, replaced + 1);
        if (held == null) {
            release(ring);
        }
    }

    /** Stores the record of a request that ends without being used. */
    private void storeEnd(Ring ring, long ts, int at, int end) {
        if (gate.isOpen() && room(ring, ts)) {
            ReturningSide.storeUsed(ring, device, queue, ts, heads, at, 0, 0, end);
            ring.publish();
        }
    }

    /** Ends all requests in flight as {@code reset} and forgets all counts, those of the other side too. */
    void reset() {
        Ring ring = ring();
        long ts = time.now();
        int ended = 0;
        for (int slot = 0; slot < heads.capacity(); slot++) {
            int at = heads.at(slot);
            if (heads.popTs(at) > 0) {
                storeEnd(ring, ts, at, Observed.RESET);
                ended++;
            }
            heads.forget(at);
        }
        release(ring);
        ANNOUNCED.setOpaque(this, 0L);
        POPPED.setOpaque(this, 0L);
        REPLACED.setOpaque(this, 0L);
        state.reset();
        returning.forget(ts, ended);
    }
}
