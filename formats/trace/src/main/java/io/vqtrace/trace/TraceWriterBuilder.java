package io.vqtrace.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Describes a trace to be written; made by {@link TraceWriter#builder}. Not thread-safe. */
public final class TraceWriterBuilder {
    /** Default of {@link #segmentBytes}: 256 MiB. */
    public static final long DEFAULT_SEGMENT_BYTES = 256L << 20;

    final Path directory;
    final Manifest manifest = new Manifest();
    Compression compression = Compression.NONE;
    long segmentBytes = DEFAULT_SEGMENT_BYTES;
    long segmentNanos = Long.MAX_VALUE;
    long budgetBytes = Long.MAX_VALUE;
    WriteIntent intent = (segment, end) -> {};

    TraceWriterBuilder(Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
        String version = TraceWriter.class.getPackage().getImplementationVersion();
        producer(version == null ? TraceFormat.NAME : TraceFormat.NAME + " " + version);
        source(null);
        host(null);
        mode(null);
        level(null);
    }

    /**
     * Sets who writes the trace.
     *
     * @param producer name and version
     * @return this
     */
    public TraceWriterBuilder producer(String producer) {
        manifest.head("producer", producer);
        return this;
    }

    /**
     * Sets what the events were taken from.
     *
     * @param source {@code qemu-log}, {@code recorder}, …, or null
     * @return this
     */
    public TraceWriterBuilder source(String source) {
        manifest.head("source", source);
        return this;
    }

    /**
     * Sets where the events happened.
     *
     * @param host the host's name, or null
     * @return this
     */
    public TraceWriterBuilder host(String host) {
        manifest.head("host", host);
        return this;
    }

    /**
     * Sets how the trace came about.
     *
     * @param mode {@code import}, {@code stream} or {@code flight}, or null
     * @return this
     */
    public TraceWriterBuilder mode(String mode) {
        manifest.head("mode", mode);
        return this;
    }

    /**
     * Sets how much was captured.
     *
     * @param level capture level, such as {@code requests} or {@code full}, or null
     * @return this
     */
    public TraceWriterBuilder level(String level) {
        manifest.head("level", level);
        return this;
    }

    /**
     * Sets the clock; {@link Clock#NONE} if this is never called.
     *
     * @param clock what the times are taken from
     * @return this
     */
    public TraceWriterBuilder clock(Clock clock) {
        manifest.clock(Objects.requireNonNull(clock, "clock"));
        return this;
    }

    /**
     * Sets how event batches are stored.
     *
     * @param newCompression for every batch that is not written with a choice of its own
     * @return this
     */
    public TraceWriterBuilder compression(Compression newCompression) {
        compression = Objects.requireNonNull(newCompression, "compression");
        return this;
    }

    /**
     * Sets the size of event segments.
     *
     * @param bytes a segment is ended before a batch that would make it larger; a batch that is larger by itself has a
     *     segment of its own
     * @return this
     * @throws IllegalArgumentException if the size is not positive
     */
    public TraceWriterBuilder segmentBytes(long bytes) {
        segmentBytes = requirePositive("segmentBytes", bytes);
        return this;
    }

    /**
     * Sets the length of event segments; without a limit by default.
     *
     * @param nanos a segment is ended before a batch that would make its times span more nanoseconds
     * @return this
     * @throws IllegalArgumentException if the length is not positive
     */
    public TraceWriterBuilder segmentNanos(long nanos) {
        segmentNanos = requirePositive("segmentNanos", nanos);
        return this;
    }

    /**
     * Sets how much the event segments may take together; without a limit by default. Before a batch that would exceed it
     * the oldest ended segments are deleted, and {@code trace.json} says how many rows went with them.
     *
     * @param bytes kept unless the segment that is being written is larger by itself; some four times
     *     {@link #segmentBytes} or more are of use
     * @return this
     * @throws IllegalArgumentException if the budget is not positive
     */
    public TraceWriterBuilder budgetBytes(long bytes) {
        budgetBytes = requirePositive("budgetBytes", bytes);
        return this;
    }

    /**
     * Sets who is told where each batch is about to be written.
     *
     * @param newIntent called by the writing thread, once for each attempt
     * @return this
     */
    public TraceWriterBuilder beforeWrite(WriteIntent newIntent) {
        intent = Objects.requireNonNull(newIntent, "newIntent");
        return this;
    }

    private static long requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
        return value;
    }

    /**
     * Creates the directory, the small tables and a first {@code trace.json}. The builder cannot be used again.
     *
     * @return the writer
     * @throws IOException if the directory is not empty or something cannot be created
     */
    public TraceWriter open() throws IOException {
        TraceWriter writer = new TraceWriter(this);
        writer.open();
        return writer;
    }
}
