package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.Arrays;

/**
 * Requests that end at the same moment, on their way from their entries to rows. They are sorted into arrays, a few columns
 * in each loop, which the compiler does without a bounds check, and each array is copied as a whole: a store for each value
 * of each row takes longer.
 */
final class UsedBurst {
    /** More requests than this are stored in several turns. */
    static final int MOST = 128;

    private static final int REQUEST = Observed.OP | Observed.VALUE;
    private static final byte[] KIND = new byte[MOST];

    static {
        Arrays.fill(KIND, EventKind.USED.code());
    }

    private final Heads heads;
    private final int[] entries = new int[MOST];
    private final long[] ts = new long[MOST];
    private final long[] sinceNs = new long[MOST];
    private final long[] value = new long[MOST];
    private final int[] waitNs = new int[MOST];
    private final int[] outBytes = new int[MOST];
    private final int[] inBytes = new int[MOST];
    private final int[] usedBytes = new int[MOST];
    private final int[] count = new int[MOST];
    private final short[] device = new short[MOST];
    private final short[] queue = new short[MOST];
    private final short[] head = new short[MOST];
    private final short[] inFlight = new short[MOST];
    private final short[] outstanding = new short[MOST];
    private final short[] flags = new short[MOST];
    private final byte[] op = new byte[MOST];

    // What is stored of each request, and of those of which it is known what they ask for.
    private final long[][] longs = {ts, sinceNs};
    private final long[][] longsOfRequests = {ts, sinceNs, value};
    private final int[][] ints = {waitNs, outBytes, inBytes, usedBytes, count};
    private final short[][] shorts = {device, queue, null, head, null, inFlight, outstanding, flags};
    private final byte[][] bytes = {KIND};
    private final byte[][] bytesOfRequests = {KIND, op};

    UsedBurst(Heads heads) {
        this.heads = heads;
        Arrays.fill(device, (short) heads.device());
        Arrays.fill(queue, (short) heads.queue());
    }

    /**
     * Frees the entries of requests that are known, up to the first one that is not; then {@link #store} is due.
     *
     * @return how many they are
     */
    int take(long now, int[] of, int from, int most) {
        Heads table = heads;
        int i = 0;
        while (i < most) {
            int which = of[from + i];
            int at = table.at(which);
            if (!table.holds(at, which)) {
                break;
            }
            entries[i] = at;
            sinceNs[i] = now - table.popTs(at);
            // A head may be there twice.
            table.clear(at, now);
            i++;
        }
        Heads.cleared();
        return i;
    }

    /**
     * Stores the rows of those requests, unpublished.
     *
     * @param row first of {@code rows}
     * @param used bytes of all requests; or null, for 0
     * @param from index in {@code used} of the first one
     */
    void store(RowStore to, int row, int rows, long now, int[] used, int from, int given) {
        Arrays.fill(ts, 0, rows, now);
        if (used == null) {
            Arrays.fill(usedBytes, 0, rows, 0);
        } else {
            System.arraycopy(used, from, usedBytes, 0, rows);
        }
        sortSizes(rows);
        sortDepths(rows);
        boolean requests = sortFlags(rows, given | Observed.SINCE_NS);
        if (requests) {
            sortRequests(rows);
        }
        to.columns(row, rows, requests ? longsOfRequests : longs, ints, shorts, requests ? bytesOfRequests : bytes);
    }

    private void sortSizes(int rows) {
        Heads table = heads;
        for (int i = 0; i < rows; i++) {
            long waitOut = table.waitOut(entries[i]);
            waitNs[i] = (int) waitOut;
            outBytes[i] = (int) (waitOut >>> 32);
            long inCount = table.inCount(entries[i]);
            inBytes[i] = (int) inCount;
            count[i] = (int) (inCount >>> 32);
        }
    }

    private void sortDepths(int rows) {
        Heads table = heads;
        for (int i = 0; i < rows; i++) {
            long headDepth = table.headDepth(entries[i]);
            head[i] = (short) headDepth;
            inFlight[i] = (short) (headDepth >>> 32);
            outstanding[i] = (short) (headDepth >>> 48);
        }
    }

    /** Tells whether it is known of any of the requests what it asks for. */
    private boolean sortFlags(int rows, int given) {
        Heads table = heads;
        int all = 0;
        for (int i = 0; i < rows; i++) {
            int known = table.flagsOp(entries[i]);
            flags[i] = (short) (known | given);
            all |= known;
        }
        return (all & REQUEST) != 0;
    }

    private void sortRequests(int rows) {
        Heads table = heads;
        for (int i = 0; i < rows; i++) {
            value[i] = table.value(entries[i]);
            op[i] = (byte) (table.flagsOp(entries[i]) >>> 16);
        }
    }
}
