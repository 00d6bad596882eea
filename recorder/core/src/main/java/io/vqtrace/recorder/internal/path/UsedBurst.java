package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.Observed;

/** Requests that end at the same moment, on their way from their entries to rows. */
final class UsedBurst {
    /** More requests than this are stored in several turns. */
    static final int MOST = 64;

    private final Heads heads;
    private final int[] entries = new int[MOST];
    private final long[] sinceNs = new long[MOST];

    UsedBurst(Heads heads) {
        this.heads = heads;
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
            if (!table.holds(at, head)) {
                break;
            }
            entries[i] = at;
            sinceNs[i] = ts - table.popTs(at);
            // A head may be there twice.
            table.clear(at, ts);
            i++;
        }
        Heads.cleared();
        return i;
    }

    /** Stores the rows of those requests, from {@code row} on, unpublished. */
    void store(RowStore to, int row, int count, long ts, int[] usedBytes, int from, int flags) {
        to.used(row, count, ts, sinceNs, heads, entries, usedBytes, from, flags | Observed.SINCE_NS);
    }
}
