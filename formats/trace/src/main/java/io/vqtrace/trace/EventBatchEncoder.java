package io.vqtrace.trace;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns rows of a chunk into the body of a record batch: the chunk's memory as it is if it is all of them, a slice of each
 * column otherwise, or a compressed copy. The chunk is only read. Not thread-safe; the result is valid until the next call.
 */
final class EventBatchEncoder implements Closeable {
    private static final EventColumn[] COLUMNS = EventColumn.values();
    /** Arrow's uncompressed-length prefix of a compressed buffer, and its value for a buffer that does not shrink. */
    private static final int PREFIX_BYTES = Long.BYTES;

    /** The columns that cost most of the time, the one first for which a byte saved costs most; the others cost little. */
    private static final List<EventColumn> COSTLY = List.of(
            EventColumn.WAIT_NS,
            EventColumn.VALUE,
            EventColumn.TS,
            EventColumn.IN_BYTES,
            EventColumn.OUT_BYTES,
            EventColumn.SINCE_NS,
            EventColumn.USED_BYTES,
            EventColumn.COUNT);

    private static final long NOT_COMPRESSED = -1;
    private static final int COMPRESSED_ALIGNMENT = 8;

    private final BatchLayout plainLayout = new BatchLayout(EventChunk.ALIGNMENT);
    private final BatchLayout compressedLayout = new BatchLayout(COMPRESSED_ALIGNMENT);
    private final ByteBuffer padding = ByteBuffer.allocateDirect(EventChunk.ALIGNMENT);
    private final List<ByteBuffer> parts = new ArrayList<>();
    private BatchLayout layout = plainLayout;
    private BufferCompressor compressor;
    private String compressorProblem;
    private ByteBuffer scratch = ByteBuffer.allocateDirect(0);

    /**
     * Encodes the rows {@code [from, to)} of a chunk; they must stay as they are until the parts are written.
     *
     * @param haste how much of compressing is left out: 0 for none, 1 for what takes nearly all of the time
     */
    void encode(EventChunk chunk, int from, int to, Compression compression, double haste) {
        parts.clear();
        if (compression == Compression.ZSTD && compressorReady()) {
            int left = (int) Math.round(Math.max(0, Math.min(1, haste)) * COSTLY.size());
            encodeCompressed(chunk, from, to, COSTLY.subList(0, left));
        } else {
            encodePlain(chunk, from, to);
        }
    }

    private void encodePlain(EventChunk chunk, int from, int to) {
        layout = plainLayout;
        layout.begin(to - from, Compression.NONE);
        boolean whole = to - from == chunk.capacity();
        for (EventColumn column : COLUMNS) {
            int length = (to - from) * column.width();
            describeColumn(length);
            if (!whole) {
                // Another thread may be filling the rows from `to` on, so that the padding cannot be taken from there.
                parts.add(chunk.body().slice(columnAt(chunk, column, from), length));
                parts.add(padding.slice(0, layout.padding(length)));
            }
        }
        if (whole) {
            parts.add(chunk.body().duplicate().clear());
        }
    }

    private static int columnAt(EventChunk chunk, EventColumn column, int row) {
        return chunk.columnOffset(column) + row * column.width();
    }

    private void encodeCompressed(EventChunk chunk, int from, int to, List<EventColumn> leftAsTheyAre) {
        int rows = to - from;
        reserveScratch(rows);
        layout = compressedLayout;
        layout.begin(rows, Compression.ZSTD);
        int at = 0;
        for (EventColumn column : COLUMNS) {
            int source = columnAt(chunk, column, from);
            int raw = rows * column.width();
            int length = leftAsTheyAre.contains(column)
                    ? store(chunk.body(), source, raw, at)
                    : compress(chunk.body(), source, raw, at);
            describeColumn(length);
            at += length;
            for (int end = at + layout.padding(length); at < end; at++) {
                scratch.put(at, (byte) 0);
            }
        }
        parts.add(scratch.slice(0, at));
    }

    /** Puts a compressed buffer at an offset of the scratch memory; returns its length there. */
    private int compress(ByteBuffer body, int source, int raw, int at) {
        int compressed = compressor.compress(body, source, raw, scratch, at + PREFIX_BYTES);
        if (compressed >= raw) {
            return store(body, source, raw, at);
        }
        scratch.putLong(at, raw);
        return PREFIX_BYTES + compressed;
    }

    /** Puts a buffer there as it is. */
    private int store(ByteBuffer body, int source, int raw, int at) {
        scratch.putLong(at, NOT_COMPRESSED);
        scratch.put(at + PREFIX_BYTES, body, source, raw);
        return PREFIX_BYTES + raw;
    }

    private void describeColumn(int length) {
        layout.column(0);
        layout.buffer(0); // No column is nullable, so that its validity buffer is left out.
        layout.buffer(length);
    }

    private void reserveScratch(int rows) {
        long needed = 0;
        for (EventColumn column : COLUMNS) {
            needed += PREFIX_BYTES + compressor.bound(rows * column.width()) + COMPRESSED_ALIGNMENT;
        }
        if (scratch.capacity() < needed) {
            scratch = ByteBuffer.allocateDirect(Math.toIntExact(needed)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private boolean compressorReady() {
        if (compressor == null && compressorProblem == null) {
            try {
                compressor = new ZstdCompressor();
            } catch (LinkageError e) {
                compressorProblem = e.toString();
            }
        }
        return compressor != null;
    }

    /** Returns why compression was asked for and is not possible, or null. */
    String compressorProblem() {
        return compressorProblem;
    }

    BatchLayout layout() {
        return layout;
    }

    List<ByteBuffer> parts() {
        return parts;
    }

    @Override
    public void close() {
        if (compressor != null) {
            compressor.close();
            compressor = null;
        }
    }
}
