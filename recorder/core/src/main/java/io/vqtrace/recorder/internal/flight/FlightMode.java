package io.vqtrace.recorder.internal.flight;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.recorder.internal.drain.Catalog;
import io.vqtrace.recorder.internal.drain.DrainMode;
import io.vqtrace.recorder.internal.drain.ThreadAccounts;
import io.vqtrace.recorder.internal.drain.TraceFactory;
import io.vqtrace.recorder.internal.drain.WriteJournal;
import io.vqtrace.recorder.internal.monitor.RecorderEvents;
import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.ChunkPool;
import io.vqtrace.recorder.internal.path.Recording;
import io.vqtrace.recorder.internal.path.TimeSource;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps what was recorded last in memory, and writes it into traces of their own upon request. A dump is written by the drain
 * thread a little at each pass, so that rings are emptied meanwhile; dumps that are asked for during one wait for their turn.
 */
public final class FlightMode implements DrainMode {
    /** Longest time that a pass writes: well below what the spare chunks hold at full rate. */
    private static final long WRITE_NANOS = 3_000_000;

    /** Part of the memory that is kept free for the threads, beyond the reserve: one chunk of so many. */
    private static final int SPARE_PART = 4;

    private static final long SETTLE_PARK_NANOS = 1_000_000;
    private static final long NONE = Long.MIN_VALUE;

    private final RecorderOptions options;
    private final TimeSource time;
    private final TraceFactory factory;
    private final RecorderEvents events;
    private final FlightStore store;
    private final DumpTables tables;
    private final DumpEnd end;
    private final DumpQueue queue = new DumpQueue();
    private Dump active;
    private volatile long written;
    private volatile long dumps;
    private volatile long diskErrors;
    private volatile Path lastDump;
    private volatile String lastError;

    /**
     * Makes the mode of one recorder.
     *
     * @param options with a look-back
     * @param recording has the clock, and the rings that are emptied into this mode
     * @param catalog knows devices and queues
     * @param threads counts of the threads
     * @param factory opens the dumps' traces
     * @param events learns of dumps and disk errors
     */
    public FlightMode(
            RecorderOptions options,
            Recording recording,
            Catalog catalog,
            ThreadAccounts threads,
            TraceFactory factory,
            RecorderEvents events) {
        this.options = options;
        this.factory = factory;
        this.events = events;
        time = recording.time();
        ChunkPool pool = recording.chunks();
        int spare = pool.reserve() + Math.max(1, pool.chunks() / SPARE_PART);
        store = new FlightStore(pool, spare, options.flightBytes());
        tables = new DumpTables(catalog, threads, factory);
        end = new DumpEnd(time, recording.rings(), catalog, tables);
    }

    /**
     * Asks for a dump of what is in memory now and of what happens in the time of look-forward. Any thread.
     *
     * @param reason for people
     * @return completes with the trace, or with the {@link IOException} for which it could not be written, or with an
     *     {@link IllegalStateException} if the recorder is closed or too many dumps wait
     */
    public CompletableFuture<Path> request(String reason) {
        return request(reason, reason, null);
    }

    /**
     * Asks for a dump on behalf of a trigger.
     *
     * @param reason for people
     * @param slug stands in the trace's name
     * @param trigger label of the trigger's kind, or null
     * @return as for {@link #request(String)}
     */
    public CompletableFuture<Path> request(String reason, String slug, String trigger) {
        return queue.add(new DumpRequest(reason, slug, trigger, time.now(), new CompletableFuture<>()));
    }

    @Override
    public String label() {
        return "flight";
    }

    @Override
    public void open() throws IOException {
        Files.createDirectories(options.directory());
    }

    @Override
    public void complete(Chunk chunk) {
        store.add(chunk);
    }

    @Override
    public void partial(Chunk chunk, int published) {
        // It stays in memory: only a dump reads it.
    }

    @Override
    public void pass(long now) {
        tables.follow();
        if (active == null) {
            begin();
        }
        if (active != null) {
            proceed(now);
        }
        long since = Math.min(now, queue.oldestNs(now));
        store.recycle(options.lookBackNanos() >= since ? Long.MIN_VALUE : since - options.lookBackNanos());
    }

    private void begin() {
        DumpRequest request = queue.take();
        if (request == null) {
            return;
        }
        Path target = null;
        try {
            Files.createDirectories(options.directory());
            target = DumpName.unused(options.directory(), options.name(), request.atNs(), request.slug());
            TraceWriter trace = factory.create(Dump.temporary(target), label(), WriteJournal.NONE);
            DumpWindow window = DumpWindow.at(
                    request.atNs(), options.lookBackNanos(), options.lookForwardNanos(), store.wholeFromNs());
            active = new Dump(request, window, target, trace, options.compression(), store.first());
            store.pin(store.first());
        } catch (IOException | RuntimeException e) {
            failed(request, target == null ? options.directory() : target, 0, e);
        }
    }

    private void proceed(long now) {
        try {
            boolean upToDate = active.writeChunks(store, WRITE_NANOS);
            store.pin(active.nextChunk());
            // After the snapshot, later rows are passed over: a dump ends though threads record as fast as it is
            // written.
            boolean over = active.due(now) && active.settled(end);
            if (upToDate && over) {
                finish();
            }
        } catch (IOException | RuntimeException e) {
            abandon(e);
        }
    }

    private void finish() throws IOException {
        Dump dump = active;
        dump.finish(end);
        release();
        written = written + dump.events();
        dumps = dumps + 1;
        lastDump = dump.target();
        DumpRequest request = dump.request();
        events.dump(options.name(), request.reason(), dump.target(), dump.events(), time.now() - request.atNs(), null);
        request.result().complete(dump.target());
    }

    private void abandon(Exception why) {
        Dump dump = active;
        release();
        dump.abandon(why);
        failed(dump.request(), dump.target(), dump.events(), why);
    }

    private void release() {
        active = null;
        store.pin(Long.MAX_VALUE);
    }

    private void failed(DumpRequest request, Path target, long rows, Exception why) {
        String problem = why.getClass().getSimpleName() + ": " + why.getMessage();
        lastError = "dump failed: " + problem;
        if (why instanceof IOException) {
            diskErrors = diskErrors + 1;
            events.diskError(options.name(), target, problem, diskErrors);
        }
        events.dump(options.name(), request.reason(), target, rows, time.now() - request.atNs(), problem);
        request.result().completeExceptionally(why);
    }

    @Override
    public void flush(long now) {
        // Nothing is on its way to a file but a dump, which has its own time.
    }

    /** Ends the dump that is being written, and makes those that wait, without a look-forward. */
    @Override
    public void close(long now) {
        queue.close();
        while (active != null || queue.oldestNs(NONE) != NONE) {
            if (active == null) {
                begin();
            } else {
                endNow();
            }
        }
    }

    private void endNow() {
        try {
            boolean upToDate = active.writeChunks(store, Long.MAX_VALUE);
            if (upToDate && active.settled(end)) {
                finish();
            } else {
                LockSupport.parkNanos(SETTLE_PARK_NANOS);
            }
        } catch (IOException | RuntimeException e) {
            abandon(e);
        }
    }

    @Override
    public Counts counts() {
        return new Counts(written, 0, 0, dumps, diskErrors, lastDump, lastError);
    }
}
