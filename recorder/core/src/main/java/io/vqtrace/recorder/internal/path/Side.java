package io.vqtrace.recorder.internal.path;

import static io.vqtrace.recorder.internal.path.Views.LONGS;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.ByteBuffer;

/**
 * One side of a queue: its calls come one after the other. Finds the ring of the calling thread, and knows what the side has
 * lost.
 */
abstract class Side extends Padded {
    private static final long MAX_COUNT = 0xffff_ffffL;

    final TimeSource time;
    final Gate gate;
    final boolean full;
    final Heads heads;
    final int device;
    final int queue;
    private final RingPool rings;
    private final int lostAt;
    private Thread owner;
    private Ring ownRing;
    private long lost;
    private long lostSince;

    Side(Recording recording, Heads heads, int lostAt) {
        time = recording.time();
        gate = recording.gate();
        full = recording.level() == CaptureLevel.FULL;
        rings = recording.rings();
        this.heads = heads;
        this.lostAt = lostAt;
        device = heads.device();
        queue = heads.queue();
    }

    /** Returns the calling thread's ring, or the shared one, locked; {@link #release} is called in any case. */
    final Ring ring() {
        Thread thread = Thread.currentThread();
        return thread == owner ? ownRing : claim(thread);
    }

    private Ring claim(Thread thread) {
        Ring ring = rings.claim(thread);
        if (!ring.shared) {
            ownRing = ring;
            owner = thread;
        }
        return ring;
    }

    static void release(Ring ring) {
        if (ring.shared) {
            ring.unlock();
        }
    }

    /** Makes sure that the ring has room for a row of this side, and tells of rows lost before; or loses one. */
    final boolean room(Ring ring, long ts) {
        return (lost == 0 && ring.row < ring.capacity) || findRoom(ring, ts);
    }

    /** Tells whether rows are stored and none are lost that a GAP would have to tell of first. */
    final boolean plain() {
        return lost == 0 && gate.isOpen();
    }

    private boolean findRoom(Ring ring, long ts) {
        while (ring.row < ring.capacity || ring.advance()) {
            if (lost == 0) {
                return true;
            }
            long told = Math.min(lost, MAX_COUNT);
            storeGap(ring, device, queue, ts, told, ts - lostSince);
            setLost(lost - told, ts);
        }
        ring.drop(1);
        setLost(lost + 1, lost == 0 ? ts : lostSince);
        return false;
    }

    private void setLost(long count, long since) {
        lost = count;
        lostSince = since;
        ByteBuffer region = heads.region();
        LONGS.setOpaque(region, lostAt + Long.BYTES, since);
        LONGS.setRelease(region, lostAt, count);
    }

    static void storeGap(Ring ring, int device, int queue, long ts, long count, long length) {
        ring.gapRow();
        store(ring, device, queue, ts, length, 0, (int) count, Observed.COUNT | Observed.SINCE_NS, EventKind.GAP);
    }

    /** Stores and publishes a row of this side's queue, as the method below does. */
    final void store(Ring ring, long ts, long sinceNs, long value, int count, int flags, EventKind kind) {
        store(ring, device, queue, ts, sinceNs, value, count, flags, kind);
    }

    /** Stores and publishes a row that has a time, an argument and a count at most. There must be room. */
    static void store(
            Ring ring, int device, int queue, long ts, long sinceNs, long value, int count, int flags, EventKind kind) {
        RowStore to = ring.rows;
        int i = ring.row++;
        to.longs(i, ts, sinceNs, value);
        to.ints(i, 0, (long) count << 32, 0);
        to.shorts(i, device, queue, 0, flags | Observed.THREAD);
        to.bytes(i, kind.code(), 0, 0);
        ring.publish();
    }
}
