package io.vqtrace.imports;

import io.vqtrace.imports.internal.assemble.LogImporter;
import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.facts.FactsReader;
import io.vqtrace.imports.internal.input.BlockReader;
import io.vqtrace.imports.internal.input.LogInput;
import io.vqtrace.imports.internal.input.LogInputs;
import io.vqtrace.imports.internal.input.TextBlock;
import io.vqtrace.imports.internal.scan.LineParser;
import io.vqtrace.imports.internal.scan.ParsedBlock;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Imports the text that QEMU's {@code log} trace backend writes.
 *
 * <p>Understood are the classic prefix {@code TID@SEC.USEC:}, lines without any prefix, the ISO-8601 prefix that QEMU
 * prints since July 2025 and the longer prefix of its message context, mixed with any other text; plain, gzip or zstd.
 * Several files of one run are merged by time.
 *
 * <p>Memory is bounded by a few buffers for each thread, however long the log is. An instance is used for one import, by
 * one thread; it starts further ones.
 */
public final class QemuLogImport {
    private static final int HEAD_BYTES = 1 << 18;

    private final List<Path> files;
    private final InputStream stream;
    private final Path factsDirectory;
    private final boolean keepGoing;
    private final ProgressListener progress;
    private final int threads;
    private final Compression compression;

    private QemuLogImport(Builder builder) {
        files = List.copyOf(builder.files);
        stream = builder.stream;
        factsDirectory = builder.factsDirectory;
        keepGoing = builder.keepGoing;
        progress = builder.progress;
        threads = builder.threads;
        compression = builder.compression;
    }

    /**
     * Starts the description of an import.
     *
     * @return a builder without input
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Tells whether a file looks like a log: whether there is a trace event near its begin.
     *
     * @param file any file, plain or compressed
     * @return true if {@link #importTo} will find an event in it
     * @throws ImportException if it cannot be read
     */
    public static boolean isLog(Path file) throws ImportException {
        TextBlock head = new TextBlock(HEAD_BYTES);
        ParsedBlock parsed = new ParsedBlock();
        try (LogInput input = LogInput.open(file)) {
            new BlockReader(input, true).next(head);
        } catch (IOException e) {
            throw new ImportException(ImportException.Reason.UNREADABLE, file + ": " + e.getMessage(), e);
        }
        new LineParser(new SharedNames()).parse(head.bytes(), head.length(), head.unterminated(), parsed);
        return parsed.events() > 0;
    }

    /** Describes an import. */
    public static final class Builder {
        private final List<Path> files = new ArrayList<>();
        private InputStream stream;
        private Path factsDirectory;
        private boolean keepGoing;
        private ProgressListener progress = ProgressListener.NONE;
        private int threads = Runtime.getRuntime().availableProcessors();
        private Compression compression = Compression.NONE;

        private Builder() {}

        /**
         * Adds files, all of one run of QEMU.
         *
         * @param logs the files
         * @return this builder
         */
        public Builder inputs(List<Path> logs) {
            files.addAll(logs);
            return this;
        }

        /**
         * Reads a stream instead of files. The stream is closed by the import.
         *
         * @param log the stream, plain or compressed
         * @return this builder
         */
        public Builder stdin(InputStream log) {
            stream = Objects.requireNonNull(log, "log");
            return this;
        }

        /**
         * Uses answers of QEMU's monitor.
         *
         * @param directory directory with files named after the commands, such as {@code query-pci.json}; null for none
         * @return this builder
         */
        public Builder facts(Path directory) {
            factsDirectory = directory;
            return this;
        }

        /**
         * Says whether what was read of a cut input is used. The default is to refuse such an input.
         *
         * @param keep whether to use it
         * @return this builder
         */
        public Builder keepGoing(boolean keep) {
            keepGoing = keep;
            return this;
        }

        /**
         * Sets who is told of progress.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder progress(ProgressListener listener) {
            progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets the number of threads. The default is the number of processors.
         *
         * @param count at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Sets how batches are stored. The default is without compression.
         *
         * @param batches the compression
         * @return this builder
         */
        public Builder compression(Compression batches) {
            compression = Objects.requireNonNull(batches, "batches");
            return this;
        }

        /**
         * Makes the import.
         *
         * @return the import
         * @throws IllegalStateException if there are neither files nor a stream, or both
         */
        public QemuLogImport build() {
            if (files.isEmpty() == (stream == null)) {
                throw new IllegalStateException("an import needs either files or a stream");
            }
            return new QemuLogImport(this);
        }
    }

    /**
     * Runs the import. Whatever fails, the inputs are closed; what is in the directory then is the caller's to delete.
     *
     * @param traceDirectory directory of the new trace; must be empty or absent, and its parent must exist
     * @return what became of the input
     * @throws ImportException if an input cannot be read, is cut, or holds no trace event
     * @throws IOException if the trace cannot be written
     */
    public ImportResult importTo(Path traceDirectory) throws IOException, ImportException {
        Facts facts = factsDirectory == null ? new Facts() : new FactsReader().read(factsDirectory);
        try (LogInputs inputs = new LogInputs()) {
            if (stream != null) {
                inputs.add(LogInput.of(stream, "standard input"));
            }
            for (Path file : files) {
                inputs.add(LogInput.open(file));
            }
            return importTo(traceDirectory, inputs.list(), facts);
        }
    }

    private ImportResult importTo(Path directory, List<LogInput> inputs, Facts facts)
            throws IOException, ImportException {
        List<BlockReader> readers =
                inputs.stream().map(input -> new BlockReader(input, keepGoing)).toList();
        try (TraceWriter writer = TraceWriter.builder(directory)
                .source("qemu-log")
                .mode("import")
                .level("requests")
                .compression(compression)
                .open()) {
            return new LogImporter(readers, facts, writer, compression).run(threads, progress);
        }
    }
}
