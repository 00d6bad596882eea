package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.box.HeadEntry;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/** Both sides of a queue and its requests in flight. */
public final class QueuePath {
    private final Heads heads;
    private final int size;
    private final TakingSide taking;
    private final ReturningSide returning;
    private final AnySide any;

    /**
     * Sets aside memory for a queue.
     *
     * @param size largest number of ring entries, taken as 1 to 32768
     */
    public QueuePath(Recording recording, HeadArena arena, int device, int queue, int size) {
        this.size = Math.max(1, Math.min(size, 1 << 15));
        heads = arena.region(device, queue, this.size);
        returning = new ReturningSide(recording, heads);
        taking = new TakingSide(recording, heads, this.size, returning);
        returning.opposite(taking);
        any = new AnySide(recording, heads);
    }

    public Heads heads() {
        return heads;
    }

    /** Returns the largest number of ring entries. */
    public int size() {
        return size;
    }

    public TakingSide taking() {
        return taking;
    }

    public ReturningSide returning() {
        return returning;
    }

    public AnySide any() {
        return any;
    }

    /** Returns the chains taken and not yet returned, as seen by any thread. */
    public long inFlight() {
        return Math.max(0, taking.popped() - ended());
    }

    /** Returns the chains used since the last reset, as seen by any thread. */
    public long completed() {
        return returning.completed();
    }

    /** Returns the chains taken since the last reset, as seen by any thread. */
    public long popped() {
        return taking.popped();
    }

    /** Returns the chains that ended since the last reset, used or not, as seen by any thread. */
    public long ended() {
        return returning.completed() + returning.returned() + taking.replaced();
    }

    /**
     * Returns the chains published since the last reset, those that were given back and published anew counted again, as
     * seen by any thread; -1 if the backend does not tell.
     */
    public long published() {
        long announced = taking.announced();
        return announced < 0 ? announced : announced + returning.returned() + taking.replaced();
    }

    /** Sets the number of outstanding chains below which a publication is a dip. */
    public void lowMark(int chains) {
        taking.lowMark(chains);
    }

    /** Returns when a publication last found fewer chains outstanding than the mark; 0 if none did. */
    public long lowAt() {
        return taking.lowAt();
    }

    /** Ends all requests in flight as {@code reset}. Called inside the serialisation of both sides. */
    public void reset() {
        taking.reset();
    }

    /**
     * Hands over what was lost and told by no GAP row, once nobody records any more.
     *
     * @param target gets the number of rows and the time of the first, for each side that lost some
     */
    public static void pendingGaps(Heads heads, BiConsumer<Long, Long> target) {
        ByteBuffer region = heads.region();
        for (int at : new int[] {HeadEntry.TAKING_LOST, HeadEntry.RETURNING_LOST, HeadEntry.OTHER_LOST}) {
            long lost = (long) Views.LONGS.getAcquire(region, at);
            if (lost > 0) {
                target.accept(lost, (long) Views.LONGS.getOpaque(region, at + Long.BYTES));
            }
        }
    }
}
