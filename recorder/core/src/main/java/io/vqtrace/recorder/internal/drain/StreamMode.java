package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.recorder.internal.monitor.RecorderEvents;
import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.ChunkPool;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes every chunk to the trace on disk. While writing fails it tries again now and then, holds chunks back as long as
 * memory allows, and then gives up the oldest; the trace tells of them when writing goes on.
 */
public final class StreamMode implements DrainMode {
    /** Part of the chunks that must be free for rows to be held back while the disk is in trouble. */
    private static final int FREE_SHARE = 4;
    /** Part of them that must be free for everything to be compressed. */
    private static final int CALM_SHARE = 2;

    private final ChunkPool pool;
    private final Catalog catalog;
    private final StreamOutput output;
    private final Deque<Chunk> backlog = new ArrayDeque<>();
    private final LossLedger ledger = new LossLedger();
    private volatile long discarded;

    public StreamMode(
            RecorderOptions options,
            ChunkPool pool,
            Catalog catalog,
            ThreadAccounts threads,
            TraceFactory factory,
            WriteJournal journal,
            RecorderEvents events) {
        this.pool = pool;
        this.catalog = catalog;
        output = new StreamOutput(options, catalog, threads, factory, journal, events);
    }

    @Override
    public String label() {
        return StreamOutput.MODE;
    }

    @Override
    public void open() throws IOException {
        output.open();
    }

    @Override
    public void complete(Chunk chunk) {
        backlog.addLast(chunk);
        writeBacklog();
    }

    private void writeBacklog() {
        Chunk chunk = backlog.peekFirst();
        while (chunk != null && write(chunk, chunk.published())) {
            pool.give(backlog.removeFirst());
            chunk = backlog.peekFirst();
        }
    }

    private boolean write(Chunk chunk, int to) {
        int from = chunk.written();
        if (from < to) {
            if (!output.ready(ledger)) {
                return false;
            }
            chunk.fillThread();
            if (!output.write(chunk, from, to, haste())) {
                return false;
            }
            chunk.written(to);
        }
        return true;
    }

    /** To compress less is better than to lose rows: from half of the memory in use on, and most when a quarter is left. */
    private double haste() {
        double calm = (double) pool.chunks() / CALM_SHARE;
        double scarce = (double) pool.chunks() / FREE_SHARE;
        return (calm - pool.free()) / (calm - scarce);
    }

    @Override
    public void partial(Chunk chunk, int published) {
        if (backlog.isEmpty()) {
            write(chunk, published);
        }
    }

    @Override
    public void pass(long now) {
        writeBacklog();
        while (!backlog.isEmpty() && pool.free() < pool.chunks() / FREE_SHARE) {
            discard(backlog.removeFirst());
        }
        output.snapshotIfDue(now);
    }

    private void discard(Chunk chunk) {
        int published = chunk.published();
        discarded = discarded + ledger.add(chunk.rows(), chunk.written(), published);
        pool.give(chunk);
    }

    @Override
    public void flush(long now) {
        if (output.ready(ledger)) {
            output.flush(now);
        }
    }

    @Override
    public void close(long now) {
        output.tryAgainNow();
        writeBacklog();
        while (!backlog.isEmpty()) {
            discard(backlog.removeFirst());
        }
        catalog.pendingGaps(ledger, now);
        output.close(ledger);
    }

    @Override
    public Counts counts() {
        return new Counts(output.written(), discarded, output.deleted(), 0, output.errors(), null, output.lastError());
    }
}
