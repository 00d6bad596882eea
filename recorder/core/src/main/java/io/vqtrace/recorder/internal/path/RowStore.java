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
 * <p>Two columns are left alone: {@code thread}, which is one value for the chunk, and {@code ring_idx}, which only AVAIL
 * rows have. Both are 0 in a chunk from the pool.
 */
final class RowStore {
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

    /**
     * Stores row {@code i} of a chunk of {@code n} rows. Some values come in pairs, as a head entry holds them.
     *
     * @param waitOut low word {@code wait_ns}, high word {@code out_bytes}
     * @param inCount low word {@code in_bytes}, high word {@code count}
     * @param headDepth four 16-bit words: {@code head}, 0, {@code in_flight}, {@code outstanding}
     */
    static void store(
            ByteBuffer to,
            int n,
            int i,
            long ts,
            long sinceNs,
            long value,
            long waitOut,
            long inCount,
            int usedBytes,
            int device,
            int queue,
            long headDepth,
            int flags,
            byte kind,
            int op,
            int status) {
        int at8 = BODY + (i << 3);
        LONGS.set(to, at8, ts);
        LONGS.set(to, at8 + n * SINCE_NS, sinceNs);
        LONGS.set(to, at8 + n * VALUE, value);
        int at4 = BODY + (i << 2);
        INTS.set(to, at4 + n * WAIT_NS, (int) waitOut);
        INTS.set(to, at4 + n * OUT_BYTES, (int) (waitOut >>> 32));
        INTS.set(to, at4 + n * IN_BYTES, (int) inCount);
        INTS.set(to, at4 + n * USED_BYTES, usedBytes);
        INTS.set(to, at4 + n * COUNT, (int) (inCount >>> 32));
        int at2 = BODY + (i << 1);
        SHORTS.set(to, at2 + n * DEVICE, (short) device);
        SHORTS.set(to, at2 + n * QUEUE, (short) queue);
        SHORTS.set(to, at2 + n * HEAD, (short) headDepth);
        SHORTS.set(to, at2 + n * IN_FLIGHT, (short) (headDepth >>> 32));
        SHORTS.set(to, at2 + n * OUTSTANDING, (short) (headDepth >>> 48));
        SHORTS.set(to, at2 + n * FLAGS, (short) flags);
        int at1 = BODY + i;
        to.put(at1 + n * KIND, kind);
        to.put(at1 + n * OP, (byte) op);
        to.put(at1 + n * STATUS, (byte) status);
    }

    static void ringIndex(ByteBuffer to, int n, int i, int ringIndex) {
        SHORTS.set(to, BODY + (i << 1) + n * RING_IDX, (short) ringIndex);
    }
}
