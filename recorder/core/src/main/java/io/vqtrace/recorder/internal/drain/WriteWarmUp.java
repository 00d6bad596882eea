package io.vqtrace.recorder.internal.drain;

import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes many batches of a few rows. The drain writes one in thousands of rows: left to itself its code would be compiled
 * for seconds, on processors that a busy drain needs.
 */
public final class WriteWarmUp {
    private static final int BATCHES = 3_000;
    /** So few that narrow columns do not shrink and wide ones do: both happen in a trace. */
    private static final int ROWS = 32;

    private WriteWarmUp() {}

    /**
     * Writes them to a trace.
     *
     * @param directory the trace
     * @param compression how they are stored
     */
    public static void run(Path directory, Compression compression) throws IOException {
        EventChunk chunk = new EventChunk(ROWS);
        EventRow row = new EventRow();
        for (int i = 0; i < ROWS; i++) {
            row.clear();
            row.ts = i;
            row.kind = (i % 2 == 0 ? EventKind.POP : EventKind.USED).code();
            row.head = i;
            chunk.append(row);
        }
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            for (int i = 0; i < BATCHES; i++) {
                writer.write(chunk, compression);
            }
        }
    }
}
