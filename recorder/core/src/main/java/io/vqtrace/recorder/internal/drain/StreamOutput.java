package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.recorder.internal.monitor.RecorderEvents;
import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.trace.BatchPosition;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The trace that a recorder streams to, through whatever happens to its disk: after a failure nothing is tried for a while,
 * and a directory that was deleted is made anew. Drain thread only, but for the counts.
 */
final class StreamOutput {
    static final String MODE = "stream";
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final Path directory;
    private final Compression compression;
    private final Catalog catalog;
    private final ThreadAccounts threads;
    private final TraceFactory factory;
    private final WriteJournal journal;
    private final RecorderEvents events;
    private final RowWriter ownRows = new RowWriter();
    private TraceWriter writer;
    private TableFeed tables;
    private int segment;
    private boolean snapshotDue;
    private boolean failing;
    private long retryAt;
    private long writtenEarlier;
    private long deletedEarlier;
    private volatile long written;
    private volatile long deleted;
    private volatile long errors;
    private volatile String lastError;

    StreamOutput(
            RecorderOptions options,
            Catalog catalog,
            ThreadAccounts threads,
            TraceFactory factory,
            WriteJournal journal,
            RecorderEvents events) {
        name = options.name();
        directory = options.directory();
        compression = options.compression();
        this.catalog = catalog;
        this.threads = threads;
        this.factory = factory;
        this.journal = journal;
        this.events = events;
    }

    void open() throws IOException {
        writer = factory.create(directory, MODE, journal);
        tables = new TableFeed(catalog, threads);
        segment = 0;
        journal.fields().forEach(writer::put);
        factory.refresh(writer);
        writer.checkpoint();
    }

    /** Tells whether writing may be tried, after it told of what was lost before. */
    boolean ready(LossLedger ledger) {
        if (failing && System.nanoTime() - retryAt < 0) {
            return false;
        }
        try {
            if (!Files.isDirectory(directory) && (failing || segment > 0)) {
                startAgain();
            }
            if (!ledger.isEmpty()) {
                journal.rows(-1, 0, 0);
                ownRows.gaps(writer, ledger, compression);
            }
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    /** Makes a new trace in place of one whose directory was deleted with all that was in it. */
    private void startAgain() throws IOException {
        TraceWriter lost = writer;
        open();
        writtenEarlier += events(lost, false);
        deletedEarlier += events(lost, false);
        catalog.warn("the trace's directory was deleted while recording, and made anew");
        try {
            lost.close();
        } catch (IOException e) {
            errors = errors + 1; // Its directory is gone: expected.
        }
        count();
    }

    private void failed(IOException e) {
        failing = true;
        retryAt = System.nanoTime() + RETRY_NANOS;
        errors = errors + 1;
        lastError = "writing failed: " + e.getMessage();
        catalog.warn(lastError);
        events.diskError(name, directory, e.getMessage(), errors);
    }

    void tryAgainNow() {
        retryAt = System.nanoTime();
    }

    /**
     * Writes rows.
     *
     * @param haste as {@link TraceWriter#haste}
     */
    boolean write(Chunk chunk, int from, int to, double haste) {
        try {
            writer.haste(haste);
            journal.rows(chunk.slot(), from, to);
            BatchPosition position = writer.write(chunk.rows(), from, to, compression);
            snapshotDue |= position.segment() != segment;
            segment = position.segment();
            failing = false;
            count();
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    private void count() {
        written = writtenEarlier + events(writer, false);
        deleted = deletedEarlier + events(writer, true);
    }

    private static long events(TraceWriter of, boolean onlyDeleted) {
        long sum = 0;
        for (EventKind kind : EventKind.values()) {
            if (kind != EventKind.GAP && kind != EventKind.OPEN) {
                sum += onlyDeleted ? of.deleted(kind) : of.written(kind);
            }
        }
        return sum;
    }

    /** Writes the requests in flight at the head of a segment, and how the queues stand with the next checkpoint. */
    void snapshotIfDue(long now) {
        if (snapshotDue && !failing) {
            snapshotDue = false;
            try {
                snapshot(now);
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    private void snapshot(long now) throws IOException {
        journal.rows(-1, 0, 0);
        ownRows.opens(writer, catalog, now, compression);
        writer.queueStates(catalog.queueStates(now));
    }

    void flush(long now) {
        try {
            snapshot(now);
            snapshotDue = false;
            journal.tablesDue();
            tables.update(writer);
            factory.refresh(writer);
            writer.checkpoint();
            journal.tablesWritten();
            failing = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    void close(LossLedger ledger) {
        try {
            if (!ledger.isEmpty()) {
                journal.rows(-1, 0, 0);
                ownRows.gaps(writer, ledger, compression);
            }
        } catch (IOException e) {
            failed(e);
        }
        tables.update(writer);
        count();
        factory.refresh(writer);
        journal.fields().keySet().forEach(field -> writer.put(field, null));
        try {
            writer.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    long written() {
        return written;
    }

    long deleted() {
        return deleted;
    }

    long errors() {
        return errors;
    }

    /** Returns what went wrong last, or null. */
    String lastError() {
        return lastError;
    }
}
