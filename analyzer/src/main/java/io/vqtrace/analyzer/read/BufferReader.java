package io.vqtrace.analyzer.read;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads single buffers of record batches, decompressing them where needed. Keeps its buffers; not thread-safe. */
final class BufferReader {
    /** Arrow's marker of a buffer that was left uncompressed in a compressed batch. */
    private static final long NOT_COMPRESSED = -1;

    private static final int PREFIX_BYTES = Long.BYTES;
    /** RFC 8878 section 3.1.1: magic number 4, header 2 to 14 bytes. */
    private static final int MAX_FRAME_HEADER_BYTES = 18;

    private ByteBuffer compressed = ByteBuffer.allocateDirect(0);
    private ByteBuffer inflated = ByteBuffer.allocateDirect(0);

    /**
     * Appends the first bytes of a buffer to a direct target.
     *
     * @param bytes how many bytes the rows of the batch take, at most the rest of the target
     * @throws IllegalArgumentException if the buffer is shorter, or does not decompress
     */
    void read(ByteSource source, ArrowBatch batch, int buffer, int bytes, ByteBuffer target) throws IOException {
        if (bytes == 0) {
            return;
        }
        if (!batch.zstd()) {
            plain(source, batch.position(buffer), batch.length(buffer), bytes, target);
            return;
        }
        long length = batch.length(buffer) - PREFIX_BYTES;
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a compressed buffer of " + batch.length(buffer) + " bytes");
        }
        long position = batch.position(buffer) + PREFIX_BYTES;
        compressed = ensure(compressed, PREFIX_BYTES);
        source.read(batch.position(buffer), compressed.limit(PREFIX_BYTES));
        long raw = compressed.getLong(0);
        if (raw == NOT_COMPRESSED) {
            plain(source, position, length, bytes, target);
        } else {
            zstd(source, position, (int) length, raw, bytes, target);
        }
    }

    /**
     * Checks that a buffer can hold what its batch claims, before anybody allocates room for it.
     *
     * @throws IllegalArgumentException if it cannot
     */
    void requireHolds(ByteSource source, ArrowBatch batch, int buffer, long bytes) throws IOException {
        long held = batch.length(buffer);
        if (batch.zstd() && bytes > 0) {
            held = rawLength(source, batch, buffer);
        }
        if (held < bytes) {
            throw new IllegalArgumentException("a buffer of " + held + " bytes where " + bytes + " are needed");
        }
    }

    /** Returns the length that a compressed buffer and its zstd frame agree on. */
    private long rawLength(ByteSource source, ArrowBatch batch, int buffer) throws IOException {
        long length = batch.length(buffer) - PREFIX_BYTES;
        if (length < 0) {
            throw new IllegalArgumentException("a compressed buffer of " + batch.length(buffer) + " bytes");
        }
        int head = (int) Math.min(length, MAX_FRAME_HEADER_BYTES);
        compressed = ensure(compressed, PREFIX_BYTES + head);
        source.read(batch.position(buffer), compressed.limit(PREFIX_BYTES + head));
        long raw = compressed.getLong(0);
        if (raw == NOT_COMPRESSED) {
            return length;
        }
        // The frame's own size keeps a damaged prefix from asking for a huge buffer.
        if (raw < 0
                || raw > (long) ArrowBatch.MAX_ROWS * Long.BYTES
                || Zstd.getDirectByteBufferFrameContentSize(compressed, PREFIX_BYTES, head) != raw) {
            throw new IllegalArgumentException("a compressed buffer that does not hold its rows");
        }
        return raw;
    }

    private static void plain(ByteSource source, long position, long length, int bytes, ByteBuffer target)
            throws IOException {
        if (length < bytes) {
            throw new IllegalArgumentException("a buffer of " + length + " bytes where " + bytes + " are needed");
        }
        int limit = target.limit();
        source.read(position, target.limit(target.position() + bytes));
        target.limit(limit);
    }

    private void zstd(ByteSource source, long position, int length, long raw, int bytes, ByteBuffer target)
            throws IOException {
        compressed = ensure(compressed, length);
        source.read(position, compressed.limit(length));
        // The frame's own size keeps a damaged prefix from asking for a huge buffer.
        if (raw < bytes
                || raw > (long) ArrowBatch.MAX_ROWS * Long.BYTES
                || Zstd.getDirectByteBufferFrameContentSize(compressed, 0, length) != raw) {
            throw new IllegalArgumentException("a compressed buffer that does not hold its rows");
        }
        try {
            if (raw == bytes) {
                Zstd.decompressDirectByteBuffer(target, target.position(), bytes, compressed, 0, length);
                target.position(target.position() + bytes);
            } else {
                inflated = ensure(inflated, (int) raw);
                Zstd.decompressDirectByteBuffer(inflated, 0, (int) raw, compressed, 0, length);
                target.put(inflated.limit(bytes));
            }
        } catch (ZstdException e) {
            throw new IllegalArgumentException("a compressed buffer that does not decompress", e);
        }
    }

    private static ByteBuffer ensure(ByteBuffer buffer, int bytes) {
        ByteBuffer fitting = buffer.capacity() >= bytes
                ? buffer
                : ByteBuffer.allocateDirect(Math.max(bytes, 1 << 12)).order(ByteOrder.LITTLE_ENDIAN);
        return fitting.clear();
    }
}
