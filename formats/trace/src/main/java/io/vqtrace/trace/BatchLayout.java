package io.vqtrace.trace;

import java.util.Arrays;

/**
 * Where the buffers of a record batch lie in its body: the field nodes and buffers of Arrow's {@code RecordBatch}
 * message. Reusable; grows to the largest batch described.
 */
final class BatchLayout {
    private final int alignment;
    private int rows;
    private Compression compression = Compression.NONE;
    private long[] nullCounts = new long[32];
    private int nodes;
    private long[] offsets = new long[64];
    private long[] lengths = new long[64];
    private int buffers;
    private long bodyLength;

    /** Makes an empty layout whose buffers start at multiples of {@code alignment} bytes, a power of two. */
    BatchLayout(int alignment) {
        this.alignment = alignment;
    }

    /** Forgets all columns and starts the description of a batch. */
    void begin(int batchRows, Compression bodyCompression) {
        rows = batchRows;
        compression = bodyCompression;
        nodes = 0;
        buffers = 0;
        bodyLength = 0;
    }

    /** Adds a column; its buffers follow. */
    void column(long nullCount) {
        if (nodes == nullCounts.length) {
            nullCounts = Arrays.copyOf(nullCounts, 2 * nodes);
        }
        nullCounts[nodes++] = nullCount;
    }

    /** Adds a buffer of {@code length} bytes at the next aligned offset. */
    void buffer(long length) {
        if (buffers == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * buffers);
            lengths = Arrays.copyOf(lengths, 2 * buffers);
        }
        offsets[buffers] = bodyLength;
        lengths[buffers] = length;
        buffers++;
        bodyLength += length + padding(length);
    }

    /** Returns the bytes that follow a buffer of {@code length} bytes up to the next aligned offset. */
    int padding(long length) {
        return (int) (-length & (alignment - 1));
    }

    int rows() {
        return rows;
    }

    Compression compression() {
        return compression;
    }

    int nodes() {
        return nodes;
    }

    long nullCount(int node) {
        return nullCounts[node];
    }

    int buffers() {
        return buffers;
    }

    long offset(int buffer) {
        return offsets[buffer];
    }

    long length(int buffer) {
        return lengths[buffer];
    }

    long bodyLength() {
        return bodyLength;
    }
}
