package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;

/**
 * Requests that end at the same moment, on their way from their entries to rows. A loop for each width of column keeps what
 * it needs in registers; a row at a time costs twice as much.
 */
final class UsedBurst {
    /** More requests than this are stored in several turns. */
    static final int MOST = 64;

    private static final byte USED = EventKind.USED.code();

    private final Heads heads;
    private final int device;
    private final int queue;
    private final int[] entries = new int[MOST];
    private final long[] sinceNs = new long[MOST];

    UsedBurst(Heads heads) {
        this.heads = heads;
        device = heads.device();
        queue = heads.queue();
    }

    /**
     * Frees the entries of requests that are known, up to the first one that is not; then {@link #store} is due.
     *
     * @return how many they are
     */
    int take(long ts, int[] of, int from, int count) {
        Heads table = heads;
        int i = 0;
        while (i < count) {
            int head = of[from + i];
            int at = table.at(head);
            long popTs = table.popTs(at);
            if (popTs == 0 || table.head(at) != (head & 0xffff)) {
                break;
            }
            entries[i] = at;
            sinceNs[i] = ts - popTs;
            // A head may be there twice.
            table.clear(at);
            i++;
        }
        Heads.cleared();
        return i;
    }

    /** Stores the rows of those requests, from {@code row} on, unpublished. */
    void store(RowStore to, int row, int count, long ts, int[] usedBytes, int from, int flags) {
        to.usedLongs(row, count, ts, sinceNs, heads, entries);
        to.usedInts(row, count, heads, entries);
        if (usedBytes == null) {
            to.usedBytes(row, count, 0);
        } else {
            to.usedBytes(row, count, usedBytes, from);
        }
        to.usedShorts(row, count, device, queue, heads, entries, flags | Observed.SINCE_NS);
        to.usedBytes(row, count, USED, heads, entries);
    }
}
