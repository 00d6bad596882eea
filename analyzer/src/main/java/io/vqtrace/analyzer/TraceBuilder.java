package io.vqtrace.analyzer;

import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.SaturationOptions;
import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.QemuLogImport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Which part of a trace to open, and how. Made by {@link Trace#builder}; not thread-safe. */
public final class TraceBuilder {
    private final Path path;
    private Path facts;
    private Long fromNs;
    private Long toNs;
    private List<String> devices = List.of();
    private List<Integer> queues = List.of();
    private long memoryLimitBytes;
    private SaturationOptions thresholds = SaturationOptions.DEFAULT;

    TraceBuilder(Path path) {
        this.path = Objects.requireNonNull(path, "path");
    }

    /**
     * Gives device names, types, features and queue sizes to a log.
     *
     * @param directory the QMP answers captured with it, as {@code --facts} takes them
     * @return this
     */
    public TraceBuilder facts(Path directory) {
        facts = directory;
        return this;
    }

    /**
     * Selects a time window.
     *
     * @param newFromNs begin in nanoseconds since the Unix epoch, null for the trace's
     * @param newToNs end, inclusive, null for the trace's
     * @return this
     */
    public TraceBuilder window(Long newFromNs, Long newToNs) {
        fromNs = newFromNs;
        toNs = newToNs;
        return this;
    }

    /**
     * Selects devices.
     *
     * @param names display names or source ids, none for all
     * @return this
     */
    public TraceBuilder devices(String... names) {
        devices = List.of(names);
        return this;
    }

    /**
     * Selects queues of each device.
     *
     * @param indices queue indices, none for all
     * @return this
     */
    public TraceBuilder queues(Integer... indices) {
        queues = List.of(indices);
        return this;
    }

    /**
     * Bounds the memory that the events may take before they spill to temporary files.
     *
     * @param bytes the bound, 0 for DuckDB's default of 80 % of the machine's
     * @return this
     */
    public TraceBuilder memoryLimitBytes(long bytes) {
        memoryLimitBytes = bytes;
        return this;
    }

    /**
     * Sets the thresholds of the saturation verdicts.
     *
     * @param options the thresholds
     * @return this
     */
    public TraceBuilder saturation(SaturationOptions options) {
        thresholds = options;
        return this;
    }

    SessionOptions.Builder options() {
        return SessionOptions.builder()
                .window(fromNs, toNs)
                .devices(devices)
                .queues(queues)
                .memoryLimitBytes(memoryLimitBytes)
                .saturation(thresholds);
    }

    /**
     * Opens the trace, or imports the log to a temporary trace, which {@link Trace#close} deletes.
     *
     * @return the trace, to be closed by the caller
     * @throws IOException if there is none, it cannot be read or is not recognised; the message is one line for a user
     * @throws IllegalArgumentException if the selection does not fit the trace, or facts were given to what is no log
     * @throws IllegalStateException if Java was started without the option that Arrow needs; the message names it
     */
    public Trace open() throws IOException {
        ArrowAccess.require();
        if (!TraceFiles.isTrace(path)) {
            return imported();
        }
        if (facts != null) {
            throw new IllegalArgumentException("facts belong to a log, and " + path + " is a trace already");
        }
        TraceFiles files = TraceFiles.open(path);
        return checked(new Trace(files.name(), files, null, this), files);
    }

    private Trace imported() throws IOException {
        Scratch scratch = Scratch.temporary();
        try {
            QemuLogImport.builder().inputs(List.of(path)).facts(facts).build().importTo(scratch.folder());
            TraceFiles files = TraceFiles.open(scratch.folder());
            return checked(new Trace(String.valueOf(path.getFileName()), files, scratch, this), files);
        } catch (ImportException e) {
            scratch.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** Checks the selection against the small tables of the trace: this reads no event. */
    private Trace checked(Trace trace, TraceFiles files) throws IOException {
        try {
            TraceSession.open(files, options().build()).close();
            return trace;
        } catch (SessionException e) {
            trace.close();
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (SQLException e) {
            trace.close();
            throw new IOException("cannot open " + path + ": " + e.getMessage(), e);
        }
    }
}
