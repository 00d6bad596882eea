package io.vqtrace.bench;

import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.recorder.VirtioRecorderBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** How a recorder is set up for a measurement. */
public enum RecorderMode {
    /** To disk. */
    STREAM,
    /** To disk, with its memory in mapped files. */
    STREAM_BLACK_BOX,
    /** In memory: the drain writes nothing and the oldest chunks are used again. */
    FLIGHT;

    private static final long SEGMENT_BYTES = 64L << 20;
    private static final long BUDGET_BYTES = 256L << 20;

    /**
     * Returns the mode's name in results.
     *
     * @return such as {@code flight}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the mode of a name.
     *
     * @param label as {@link #label()} gives it
     * @return the mode
     * @throws IllegalArgumentException if there is none
     */
    public static RecorderMode of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /**
     * Returns a builder of the mode, at the recorder's default level unless the caller sets another. Of a stream the oldest
     * segments are deleted, so that neither the disk nor the page cache fills.
     *
     * @param disk a directory on disk
     * @param memory a directory in memory
     * @return the builder
     */
    public VirtioRecorderBuilder builder(Path disk, Path memory) {
        VirtioRecorderBuilder builder = VirtioRecorder.builder(disk.resolve("bench.vqtrace"));
        return switch (this) {
            case STREAM -> builder.segmentBytes(SEGMENT_BYTES).budgetBytes(BUDGET_BYTES);
            case STREAM_BLACK_BOX ->
                builder.segmentBytes(SEGMENT_BYTES).budgetBytes(BUDGET_BYTES).blackBox(memory.resolve("box"));
            case FLIGHT -> builder.flight(Duration.ofMinutes(1));
        };
    }
}
