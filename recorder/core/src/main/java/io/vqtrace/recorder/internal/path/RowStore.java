package io.vqtrace.recorder.internal.path;

import static io.vqtrace.recorder.internal.path.Views.INTS;
import static io.vqtrace.recorder.internal.path.Views.LONGS;
import static io.vqtrace.recorder.internal.path.Views.SHORTS;

import io.vqtrace.trace.box.ChunkHeader;
import java.nio.ByteBuffer;

/**
 * Stores rows into a chunk whose capacity is a multiple of 64: then a column starts at the capacity times the width of all
 * columns before it, and needs no table of offsets.
 *
 * <p>A row takes four calls: one method that stored it all would be too large for the compiler to inline.
 *
 * <p>Two columns are left alone: {@code thread}, which is one value for the chunk, and {@code ring_idx}, which only AVAIL
 * rows have. Both are 0 in a chunk from the pool.
 */
public final class RowStore {
    /**
     * Rows of a chunk unless memory is short. With this number a constant the compiler merges most of the bounds checks,
     * which halves the cost of a row.
     */
    public static final int USUAL_ROWS = 8192;

    private static final int BODY = ChunkHeader.BYTES;
    private static final int SINCE_NS = 8;
    private static final int VALUE = 16;
    private static final int WAIT_NS = 24;
    private static final int OUT_BYTES = 28;
    private static final int IN_BYTES = 32;
    private static final int USED_BYTES = 36;
    private static final int COUNT = 40;
    private static final int DEVICE = 44;
    private static final int QUEUE = 46;
    private static final int HEAD = 50;
    private static final int RING_IDX = 52;
    private static final int IN_FLIGHT = 54;
    private static final int OUTSTANDING = 56;
    private static final int FLAGS = 58;
    private static final int KIND = 60;
    private static final int OP = 61;
    private static final int STATUS = 62;

    private RowStore() {}

    /** Stores the 64-bit columns of row {@code i} of a chunk of {@code n} rows. */
    static void longs(ByteBuffer to, int n, int i, long ts, long sinceNs, long value) {
        if (n == USUAL_ROWS) {
            putLongs(to, USUAL_ROWS, i, ts, sinceNs, value);
        } else {
            putLongs(to, n, i, ts, sinceNs, value);
        }
    }

    private static void putLongs(ByteBuffer to, int n, int i, long ts, long sinceNs, long value) {
        int at = BODY + (i << 3);
        LONGS.set(to, at, ts);
        LONGS.set(to, at + n * SINCE_NS, sinceNs);
        LONGS.set(to, at + n * VALUE, value);
    }

    /** Stores the 32-bit columns, as a head entry holds them: {@code wait_ns} and {@code out_bytes} in the low and high half of a word, {@code in_bytes} and {@code count} in another. */
    static void ints(ByteBuffer to, int n, int i, long waitOut, long inCount, int usedBytes) {
        if (n == USUAL_ROWS) {
            putInts(to, USUAL_ROWS, i, waitOut, inCount, usedBytes);
        } else {
            putInts(to, n, i, waitOut, inCount, usedBytes);
        }
    }

    private static void putInts(ByteBuffer to, int n, int i, long waitOut, long inCount, int usedBytes) {
        int at = BODY + (i << 2);
        INTS.set(to, at + n * WAIT_NS, (int) waitOut);
        INTS.set(to, at + n * OUT_BYTES, (int) (waitOut >>> 32));
        INTS.set(to, at + n * IN_BYTES, (int) inCount);
        INTS.set(to, at + n * USED_BYTES, usedBytes);
        INTS.set(to, at + n * COUNT, (int) (inCount >>> 32));
    }

    /** Stores the 16-bit columns; {@code headDepth} is a head entry's word of {@code head}, 0, {@code in_flight} and {@code outstanding}. */
    static void shorts(ByteBuffer to, int n, int i, int device, int queue, long headDepth, int flags) {
        if (n == USUAL_ROWS) {
            putShorts(to, USUAL_ROWS, i, device, queue, headDepth, flags);
        } else {
            putShorts(to, n, i, device, queue, headDepth, flags);
        }
    }

    private static void putShorts(ByteBuffer to, int n, int i, int device, int queue, long headDepth, int flags) {
        int at = BODY + (i << 1);
        SHORTS.set(to, at + n * DEVICE, (short) device);
        SHORTS.set(to, at + n * QUEUE, (short) queue);
        SHORTS.set(to, at + n * HEAD, (short) headDepth);
        SHORTS.set(to, at + n * IN_FLIGHT, (short) (headDepth >>> 32));
        SHORTS.set(to, at + n * OUTSTANDING, (short) (headDepth >>> 48));
        SHORTS.set(to, at + n * FLAGS, (short) flags);
    }

    /** Stores the 8-bit columns. */
    static void bytes(ByteBuffer to, int n, int i, byte kind, int op, int status) {
        if (n == USUAL_ROWS) {
            putBytes(to, USUAL_ROWS, i, kind, op, status);
        } else {
            putBytes(to, n, i, kind, op, status);
        }
    }

    private static void putBytes(ByteBuffer to, int n, int i, byte kind, int op, int status) {
        int at = BODY + i;
        to.put(at + n * KIND, kind);
        to.put(at + n * OP, (byte) op);
        to.put(at + n * STATUS, (byte) status);
    }

    static void ringIndex(ByteBuffer to, int n, int i, int ringIndex) {
        SHORTS.set(to, BODY + (i << 1) + n * RING_IDX, (short) ringIndex);
    }
}
