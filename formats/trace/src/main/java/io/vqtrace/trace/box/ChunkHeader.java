package io.vqtrace.trace.box;

/**
 * Header of a chunk: 64 bytes, followed by the body of an {@link io.vqtrace.trace.EventChunk}.
 *
 * <pre>
 *   0               4               8                               16
 *   +---------------+---------------+-------------------------------+
 *   | published     | thread        | sequence                      |
 *   +---------------+---------------+-------------------------------+
 *   | written       | 0                                             |
 *   +---------------+---------------+-------------------------------+
 *   | 0                                                             |   to 64
 *   +---------------------------------------------------------------+
 *   | rows: EventChunk.bodyBytes(capacity)                          |
 * </pre>
 *
 * <p>Rows {@code [written, published)} are in the chunk only, rows {@code [0, written)} in the trace's files too. The
 * {@code thread} column of the rows is not filled in: {@link #THREAD} holds for all of them.
 */
public final class ChunkHeader {
    /** int: rows that may be read; stored with release order after the rows. */
    public static final int PUBLISHED = 0;
    /** int: index of the thread whose rows these are. */
    public static final int THREAD = 4;
    /** long: this is the n-th chunk of its thread, from 1; 0 if the chunk is free. */
    public static final int SEQUENCE = 8;
    /** int: rows that were written to the trace's files. */
    public static final int WRITTEN = 16;
    /** Bytes of the header. */
    public static final int BYTES = 64;

    private ChunkHeader() {}
}
