package io.vqtrace.analyzer.read;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;

/** The header of one record batch, checked against its body: rows, and where each buffer lies in the file. */
final class ArrowBatch {
    /** Larger batches are refused: no writer makes them, and their columns would not fit into one buffer. */
    static final int MAX_ROWS = 1 << 24;

    private final int rows;
    private final boolean zstd;
    private final long[] positions;
    private final long[] lengths;
    private final long[] nullCounts;

    ArrowBatch(Message message, ArrowLayout layout, long bodyPosition) {
        RecordBatch batch = (RecordBatch) ArrowStream.present(message.header(new RecordBatch()));
        if (batch.length() < 0 || batch.length() > MAX_ROWS) {
            throw new IllegalArgumentException("a batch of " + batch.length() + " rows");
        }
        rows = (int) batch.length();
        zstd = batch.compression() != null;
        if (zstd && batch.compression().codec() != CompressionType.ZSTD) {
            throw new IllegalArgumentException("a batch that is compressed with another codec than zstd");
        }
        if (batch.nodesLength() != layout.nodes() || batch.buffersLength() != layout.buffers()) {
            throw new IllegalArgumentException("a batch that does not match its schema");
        }
        nullCounts = new long[layout.nodes()];
        for (int i = 0; i < nullCounts.length; i++) {
            FieldNode node = batch.nodes(i);
            nullCounts[i] = node.nullCount();
        }
        positions = new long[layout.buffers()];
        lengths = new long[layout.buffers()];
        for (int i = 0; i < positions.length; i++) {
            Buffer buffer = batch.buffers(i);
            if (buffer.offset() < 0
                    || buffer.length() < 0
                    || buffer.offset() > message.bodyLength() - buffer.length()) {
                throw new IllegalArgumentException("a buffer outside of its batch");
            }
            positions[i] = bodyPosition + buffer.offset();
            lengths[i] = buffer.length();
        }
    }

    int rows() {
        return rows;
    }

    boolean zstd() {
        return zstd;
    }

    long position(int buffer) {
        return positions[buffer];
    }

    long length(int buffer) {
        return lengths[buffer];
    }

    long nullCount(int node) {
        return nullCounts[node];
    }
}
