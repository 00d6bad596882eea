package io.vqtrace.bench.sustained;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of a trace's event segments. */
final class SegmentBytes {
    private SegmentBytes() {}

    static long of(Path trace) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(trace, "events-*")) {
            for (Path segment : segments) {
                bytes += Files.size(segment);
            }
        }
        return bytes;
    }
}
