package io.vqtrace.recorder.internal.path;

import static io.vqtrace.recorder.internal.path.Views.LONGS;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.box.HeadEntry;
import java.nio.ByteBuffer;

/** Events of a queue or a device that may come from any thread at any time. */
public final class AnySide {
    private static final int LOST = HeadEntry.OTHER_LOST;
    private static final int LOST_SINCE = LOST + Long.BYTES;
    private static final long MAX_COUNT = 0xffff_ffffL;

    private final TimeSource time;
    private final Gate gate;
    private final RingPool rings;
    private final Heads heads;

    AnySide(Recording recording, Heads heads) {
        time = recording.time();
        gate = recording.gate();
        rings = recording.rings();
        this.heads = heads;
    }

    /** Makes the side of events that belong to the whole device. */
    public static AnySide ofDevice(Recording recording, HeadArena arena, int device) {
        return new AnySide(recording, arena.region(device, EventColumn.NO_QUEUE, 0));
    }

    public Heads heads() {
        return heads;
    }

    public void drop(int packets, long bytes) {
        write(bytes, packets, Observed.COUNT | Observed.VALUE, EventKind.DROP);
    }

    public void fault(int reason) {
        write(reason, 0, Observed.VALUE, EventKind.FAULT);
    }

    public void interrupt(int vector) {
        write(Math.max(0, vector), 0, vector < 0 ? 0 : Observed.VALUE, EventKind.INTERRUPT);
    }

    private void write(long value, int count, int flags, EventKind kind) {
        if (!gate.isOpen()) {
            return;
        }
        Ring ring = rings.claim(Thread.currentThread());
        long ts = time.now();
        if (room(ring, ts)) {
            Side.store(ring, heads.device(), heads.queue(), ts, 0, value, count, flags, kind);
        }
        Side.release(ring);
    }

    private boolean room(Ring ring, long ts) {
        ByteBuffer region = heads.region();
        while (ring.row < ring.capacity || ring.advance()) {
            if ((long) LONGS.getOpaque(region, LOST) == 0) {
                return true;
            }
            long since = (long) LONGS.getAndSet(region, LOST_SINCE, 0L);
            long lost = (long) LONGS.getAndSet(region, LOST, 0L);
            long told = Math.min(lost, MAX_COUNT);
            if (told < lost) {
                LONGS.getAndAdd(region, LOST, lost - told);
            }
            if (told > 0) {
                Side.storeGap(ring, heads.device(), heads.queue(), ts, told, since == 0 ? 0 : Math.max(0, ts - since));
            }
        }
        ring.drop(1);
        LONGS.compareAndSet(region, LOST_SINCE, 0L, ts);
        LONGS.getAndAdd(region, LOST, 1L);
        return false;
    }
}
