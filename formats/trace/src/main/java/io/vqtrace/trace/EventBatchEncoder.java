package io.vqtrace.trace;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a chunk into the body of a record batch: its memory as it is if the chunk is full, the used prefix of each
 * column otherwise, or a compressed copy. Not thread-safe; the result is valid until the next call.
 */
final class EventBatchEncoder implements Closeable {
    private static final EventColumn[] COLUMNS = EventColumn.values();
    /** Arrow's uncompressed-length prefix of a compressed buffer, and its value for a buffer that does not shrink. */
    private static final int PREFIX_BYTES = Long.BYTES;

    private static final long NOT_COMPRESSED = -1;
    private static final int COMPRESSED_ALIGNMENT = 8;

    private final BatchLayout plainLayout = new BatchLayout(EventChunk.ALIGNMENT);
    private final BatchLayout compressedLayout = new BatchLayout(COMPRESSED_ALIGNMENT);
    private final List<ByteBuffer> parts = new ArrayList<>();
    private BatchLayout layout = plainLayout;
    private BufferCompressor compressor;
    private String compressorProblem;
    private ByteBuffer scratch = ByteBuffer.allocateDirect(0);

    /** Encodes the rows of a chunk; the chunk must stay as it is until the parts are written. */
    void encode(EventChunk chunk, Compression compression) {
        parts.clear();
        if (compression == Compression.ZSTD && compressorReady()) {
            encodeCompressed(chunk);
        } else {
            encodePlain(chunk);
        }
    }

    private void encodePlain(EventChunk chunk) {
        layout = plainLayout;
        layout.begin(chunk.rows(), Compression.NONE);
        for (EventColumn column : COLUMNS) {
            int length = chunk.rows() * column.width();
            describeColumn(length);
            if (!chunk.isFull()) {
                parts.add(usedPrefix(chunk, column, length));
            }
        }
        if (chunk.isFull()) {
            parts.add(chunk.body().duplicate().clear());
        }
    }

    /** Returns the used bytes of a column with their padding, which lies in unused rows and is cleared. */
    private ByteBuffer usedPrefix(EventChunk chunk, EventColumn column, int length) {
        ByteBuffer body = chunk.body();
        int end = chunk.columnOffset(column) + length;
        int padded = end + layout.padding(length);
        for (int i = end; i < padded; i++) {
            body.put(i, (byte) 0);
        }
        return body.slice(chunk.columnOffset(column), padded - chunk.columnOffset(column));
    }

    private void encodeCompressed(EventChunk chunk) {
        reserveScratch(chunk);
        layout = compressedLayout;
        layout.begin(chunk.rows(), Compression.ZSTD);
        int at = 0;
        for (EventColumn column : COLUMNS) {
            int raw = chunk.rows() * column.width();
            int from = chunk.columnOffset(column);
            int stored = compressor.compress(chunk.body(), from, raw, scratch, at + PREFIX_BYTES);
            if (stored < raw) {
                scratch.putLong(at, raw);
            } else {
                scratch.putLong(at, NOT_COMPRESSED);
                scratch.put(at + PREFIX_BYTES, chunk.body(), from, raw);
                stored = raw;
            }
            int length = PREFIX_BYTES + stored;
            describeColumn(length);
            at += length;
            for (int end = at + layout.padding(length); at < end; at++) {
                scratch.put(at, (byte) 0);
            }
        }
        parts.add(scratch.slice(0, at));
    }

    private void describeColumn(int length) {
        layout.column(0);
        layout.buffer(0); // No column is nullable, so that its validity buffer is left out.
        layout.buffer(length);
    }

    private void reserveScratch(EventChunk chunk) {
        long needed = 0;
        for (EventColumn column : COLUMNS) {
            needed += PREFIX_BYTES + compressor.bound(chunk.rows() * column.width()) + COMPRESSED_ALIGNMENT;
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
