package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.box.ChunkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Stores rows into a chunk whose capacity is a multiple of 64: then a column starts at the capacity times the width of all
 * columns before it, and needs no table of offsets.
 *
 * <p>A row takes four calls: one method that stored it all would be too large for the compiler to inline. Each goes through
 * a buffer of its columns' width, as the compiler then needs no arithmetic but an addition that it folds into the store.
 *
 * <p>Two columns are left alone: {@code thread}, which is one value for the chunk, and {@code ring_idx}, which only AVAIL
 * rows have. In a chunk from the pool they are 0, and so is what bursts leave alone.
 */
public final class RowStore {
    /**
     * Rows of a chunk unless memory is short, a power of two. With this number a constant, and a row that cannot reach it,
     * the compiler merges most of the bounds checks, which halves the cost of a row.
     */
    public static final int USUAL_ROWS = 8192;

    // Where the columns of a width start, in elements of that width, divided by the rows of a chunk.
    private static final int INTS = 6;
    private static final int SHORTS = 22;
    private static final int BYTES = 60;
    private static final int RING_IDX = 26;

    private final int capacity;
    private final LongBuffer longs;
    private final IntBuffer ints;
    private final ShortBuffer shorts;
    private final ByteBuffer bytes;

    RowStore(ByteBuffer memory, int capacity) {
        this.capacity = capacity;
        bytes = memory.slice(ChunkHeader.BYTES, EventChunk.bodyBytes(capacity)).order(ByteOrder.LITTLE_ENDIAN);
        longs = bytes.asLongBuffer();
        ints = bytes.asIntBuffer();
        shorts = bytes.asShortBuffer();
    }

    /** Stores the 64-bit columns of row {@code i}. */
    void longs(int i, long ts, long sinceNs, long value) {
        if (capacity == USUAL_ROWS) {
            putLongs(longs, USUAL_ROWS, i & USUAL_ROWS - 1, ts, sinceNs, value);
        } else {
            putLongs(longs, capacity, i, ts, sinceNs, value);
        }
    }

    private static void putLongs(LongBuffer to, int n, int i, long ts, long sinceNs, long value) {
        to.put(i, ts);
        to.put(i + n, sinceNs);
        to.put(i + 2 * n, value);
    }

    /**
     * Stores the 32-bit columns, as a head entry holds them: {@code wait_ns} and {@code out_bytes} in the low and high half
     * of a word, {@code in_bytes} and {@code count} in another.
     */
    void ints(int i, long waitOut, long inCount, int usedBytes) {
        if (capacity == USUAL_ROWS) {
            putInts(ints, USUAL_ROWS, i & USUAL_ROWS - 1, waitOut, inCount, usedBytes);
        } else {
            putInts(ints, capacity, i, waitOut, inCount, usedBytes);
        }
    }

    private static void putInts(IntBuffer to, int n, int i, long waitOut, long inCount, int usedBytes) {
        to.put(i + INTS * n, (int) waitOut);
        to.put(i + (INTS + 1) * n, (int) (waitOut >>> 32));
        to.put(i + (INTS + 2) * n, (int) inCount);
        to.put(i + (INTS + 3) * n, usedBytes);
        to.put(i + (INTS + 4) * n, (int) (inCount >>> 32));
    }

    /**
     * Stores the 16-bit columns; {@code headDepth} is a head entry's word of {@code head}, 0, {@code in_flight} and
     * {@code outstanding}.
     */
    void shorts(int i, int device, int queue, long headDepth, int flags) {
        if (capacity == USUAL_ROWS) {
            putShorts(shorts, USUAL_ROWS, i & USUAL_ROWS - 1, device, queue, headDepth, flags);
        } else {
            putShorts(shorts, capacity, i, device, queue, headDepth, flags);
        }
    }

    private static void putShorts(ShortBuffer to, int n, int i, int device, int queue, long headDepth, int flags) {
        to.put(i + SHORTS * n, (short) device);
        to.put(i + (SHORTS + 1) * n, (short) queue);
        to.put(i + (SHORTS + 3) * n, (short) headDepth);
        to.put(i + (SHORTS + 5) * n, (short) (headDepth >>> 32));
        to.put(i + (SHORTS + 6) * n, (short) (headDepth >>> 48));
        to.put(i + (SHORTS + 7) * n, (short) flags);
    }

    /** Stores the 8-bit columns. */
    void bytes(int i, byte kind, int op, int status) {
        if (capacity == USUAL_ROWS) {
            putBytes(bytes, USUAL_ROWS, i & USUAL_ROWS - 1, kind, op, status);
        } else {
            putBytes(bytes, capacity, i, kind, op, status);
        }
    }

    private static void putBytes(ByteBuffer to, int n, int i, byte kind, int op, int status) {
        to.put(i + BYTES * n, kind);
        to.put(i + (BYTES + 1) * n, (byte) op);
        to.put(i + (BYTES + 2) * n, (byte) status);
    }

    /**
     * Stores whole columns of rows from {@code row} on. One call for each width, over and over, rather than one for each
     * column: the compiler inlines each of them anew, and what it has no room left for it calls instead, wherever that is.
     *
     * @param longColumns the 64-bit columns in their order; those behind the last one given are left alone
     * @param shortColumns the 16-bit columns likewise; one that is null is left alone
     */
    void columns(
            int row, int rows, long[][] longColumns, int[][] intColumns, short[][] shortColumns, byte[][] byteColumns) {
        for (int i = 0; i < longColumns.length; i++) {
            longs.put(row + i * capacity, longColumns[i], 0, rows);
        }
        for (int i = 0; i < intColumns.length; i++) {
            ints.put(row + (INTS + i) * capacity, intColumns[i], 0, rows);
        }
        for (int i = 0; i < shortColumns.length; i++) {
            if (shortColumns[i] != null) {
                shorts.put(row + (SHORTS + i) * capacity, shortColumns[i], 0, rows);
            }
        }
        for (int i = 0; i < byteColumns.length; i++) {
            bytes.put(row + (BYTES + i) * capacity, byteColumns[i], 0, rows);
        }
    }

    void ringIndex(int i, int ringIndex) {
        shorts.put(i + RING_IDX * capacity, (short) ringIndex);
    }
}
