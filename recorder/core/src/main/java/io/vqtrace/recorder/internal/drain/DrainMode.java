package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.path.Chunk;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What becomes of rows once they are out of the callers' way: streamed to disk, or kept for a dump. Called by the drain
 * thread only, but for {@link #open} and {@link #counts}. No method throws for disk trouble.
 */
public interface DrainMode {
    /** Counts for status and trace, and what was last; any thread. */
    record Counts(
            long written, long discarded, long deleted, long dumps, long diskErrors, Path lastDump, String lastError) {}

    /** Returns {@code mode} of {@code trace.json}. */
    String label();

    /** Creates what must be there before the first row. */
    void open() throws IOException;

    /**
     * Takes over a chunk that no thread fills any more. It is the mode's own until it gives it back to the pool.
     *
     * @param chunk rows from {@link Chunk#written} to {@link Chunk#published} are not in files yet
     */
    void complete(Chunk chunk);

    /**
     * Looks at a chunk that a thread goes on filling, at a flush.
     *
     * @param chunk as for {@link #complete}, but it stays with its thread
     * @param published rows that may be read
     */
    void partial(Chunk chunk, int published);

    /** Goes on with what it has to do, after the chunks of a pass. */
    void pass(long now);

    /** Brings everything up to date, after the partial chunks: snapshots of open requests, small tables, trace.json. */
    void flush(long now);

    /** Ends its files; everything was flushed before. */
    void close(long now);

    Counts counts();
}
