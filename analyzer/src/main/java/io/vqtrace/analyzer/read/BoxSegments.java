package io.vqtrace.analyzer.read;

import io.vqtrace.trace.TraceFormat;
import java.io.IOException;

/** Tells from a segment whether a write that the black box had announced was done. */
final class BoxSegments {
    private BoxSegments() {}

    /** Tells whether a whole batch of an event segment ends at a byte of its file. */
    static boolean holdsBatchUpTo(TraceContainer trace, int segment, long fileEnd) throws IOException {
        String name = TraceFormat.eventsFile(segment);
        if (!trace.files().containsKey(name)) {
            return false;
        }
        try (ArrowStream stream = new ArrowStream(trace.open(name))) {
            while (stream.position() < fileEnd && stream.nextBatch()) {
                if (stream.position() == fileEnd) {
                    return true;
                }
            }
            return false;
        }
    }
}
