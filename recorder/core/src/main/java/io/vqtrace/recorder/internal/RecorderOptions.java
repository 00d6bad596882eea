package io.vqtrace.recorder.internal;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.RecorderClock;
import io.vqtrace.recorder.Trigger;
import io.vqtrace.trace.Compression;
import java.nio.file.Path;
import java.util.List;

/**
 * What a builder was told; see there. Times are nanoseconds, {@link Long#MAX_VALUE} for none.
 *
 * @param clock null for {@link System#nanoTime()}
 * @param lookBackNanos 0 for stream mode
 * @param blackBoxDirectory null for a directory in {@code /dev/shm}
 */
public record RecorderOptions(
        Path directory,
        String name,
        CaptureLevel level,
        long memoryBytes,
        int threads,
        long flushNanos,
        long segmentBytes,
        long segmentNanos,
        long budgetBytes,
        Compression compression,
        boolean blackBox,
        Path blackBoxDirectory,
        RecorderClock clock,
        long lookBackNanos,
        long flightBytes,
        long lookForwardNanos,
        List<Trigger> triggers,
        long minDumpNanos,
        int maxDumps) {

    /** Default of the memory outside the heap: 64 MiB. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 20;
    /** Default number of threads with rings of their own. */
    public static final int DEFAULT_THREADS = 16;
    /** Largest number of threads with rings of their own. */
    public static final int MAX_THREADS = 1024;
    /** Default size of event segments: 256 MiB. */
    public static final long DEFAULT_SEGMENT_BYTES = 256L << 20;

    /** Returns whether the recorder keeps its rows in memory until a dump. */
    public boolean flight() {
        return lookBackNanos > 0;
    }
}
