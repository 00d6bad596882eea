package io.vqtrace.recorder.internal.flight;

import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;

/** Reads the times of a chunk's published rows, which are in time order. */
final class ChunkRows {
    private ChunkRows() {}

    static long ts(Chunk chunk, int row) {
        EventChunk rows = chunk.rows();
        return rows.body().getLong(rows.columnOffset(EventColumn.TS) + (row << 3));
    }

    /** Returns the first of the rows {@code [0, published)} whose time is at least {@code fromNs}, or {@code published}. */
    static int firstFrom(Chunk chunk, int published, long fromNs) {
        int low = 0;
        int high = published;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ts(chunk, middle) < fromNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
