package io.vqtrace.recorder.internal.flight;

import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.Ring;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A dump that is being written, some chunks at each pass of the drain thread, oldest first.
 *
 * <p>Its window has an exact begin: rows before {@code fromNs} are left out, and from then on no row that any thread
 * recorded is missing. At the end the requests in flight are written, and then, when every row that was stored before that
 * is sure to be published, all rows up to that moment. So a request that begins in the window is in the trace by its USED
 * or its OPEN row, and one that was in flight when the window opened too.
 */
final class Dump {
    /** A row is published some nanoseconds after its request left the table of heads, unless its thread is preempted. */
    private static final long SETTLE_NANOS = 20_000_000;

    private final DumpRequest request;
    private final DumpWindow window;
    private final Path target;
    private final Path temporary;
    private final TraceWriter trace;
    private final Compression compression;
    private long nextChunk;
    private long toNs;
    private long snapshotAt;
    private boolean snapshotTaken;

    Dump(DumpRequest request, DumpWindow window, Path target, TraceWriter trace, Compression compression, long first) {
        this.request = request;
        this.window = window;
        this.target = target;
        this.temporary = temporary(target);
        this.trace = trace;
        this.compression = compression;
        nextChunk = first;
    }

    /** Returns where a dump is written before it gets its name. */
    static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + ".tmp");
    }

    DumpRequest request() {
        return request;
    }

    Path target() {
        return target;
    }

    /** Returns the events written so far; rows that tell of gaps or of requests in flight are none. */
    long events() {
        long sum = 0;
        for (EventKind kind : EventKind.values()) {
            sum += kind == EventKind.GAP || kind == EventKind.OPEN ? 0 : trace.written(kind);
        }
        return sum;
    }

    /** Returns the number of the next chunk to be written: those before it may be used anew. */
    long nextChunk() {
        return nextChunk;
    }

    /**
     * Writes kept chunks until there are no more, or for some time.
     *
     * @param nanos how long, at most a chunk longer
     * @return whether there are no more
     */
    boolean writeChunks(FlightStore store, long nanos) throws IOException {
        long begin = System.nanoTime();
        while (nextChunk < store.end()) {
            Chunk chunk = store.at(nextChunk);
            write(chunk, chunk.published());
            nextChunk++;
            if (System.nanoTime() - begin >= nanos) {
                break;
            }
        }
        return nextChunk == store.end();
    }

    /** Tells whether the time of look-forward is over. */
    boolean due(long nowNs) {
        return nowNs >= window.untilNs();
    }

    /** Writes the requests in flight, once, and waits for what was published meanwhile; true when that is over. */
    boolean settled(DumpEnd end) throws IOException {
        if (!snapshotTaken) {
            toNs = end.snapshot(trace, compression);
            snapshotTaken = true;
            snapshotAt = System.nanoTime();
        }
        return System.nanoTime() - snapshotAt >= SETTLE_NANOS;
    }

    /** Writes what is in the chunks that threads are filling, and ends the trace. */
    void finish(DumpEnd end) throws IOException {
        for (Ring ring : end.rings()) {
            Chunk current = ring.oldest();
            if (current != null) {
                write(current, current.published());
            }
        }
        trace.put("dump", json());
        end.describe(trace);
        trace.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(Chunk chunk, int published) throws IOException {
        int from = ChunkRows.firstFrom(chunk, published, window.fromNs());
        int to = snapshotTaken ? ChunkRows.firstFrom(chunk, published, toNs + 1) : published;
        if (from < to) {
            chunk.fillThread();
            trace.write(chunk.rows(), from, to, compression);
        }
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reason", request.reason());
        json.put("trigger", request.trigger());
        json.put("at_ns", request.atNs());
        json.put("look_back_ns", window.lookBackNs());
        json.put("look_forward_ns", window.lookForwardNs());
        json.put("from_ns", window.fromNs());
        json.put("to_ns", toNs);
        return json;
    }

    /** Gives the dump up: takes away what was written of it. */
    void abandon(Throwable why) {
        try {
            trace.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        try {
            TraceDirectories.delete(temporary);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
