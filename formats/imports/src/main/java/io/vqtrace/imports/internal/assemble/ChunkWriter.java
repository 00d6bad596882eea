package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.BatchPosition;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Collects rows in one chunk for each thread and writes full chunks as batches, in which time never falls.
 *
 * <p>A row that is a little too early is put in its place; one that is further back starts a new batch. Batches with rows
 * whose queue is not settled are written so that they can be corrected at the end. The number of chunks is bounded: the
 * one that was not used for longest is written when another thread needs one. Not thread-safe.
 */
final class ChunkWriter implements RowSink {
    private static final int CHUNK_ROWS = 1 << 14;
    private static final int MAX_CHUNKS = 24;
    /** Rows behind which a row that is too early is put at most. */
    private static final int SORT_WINDOW = 1024;
    /** Rows of the negotiation table after which they are written out. */
    private static final int CHECKPOINT_ROWS = 1 << 14;

    private static final EventColumn[] COLUMNS = EventColumn.values();

    private final TraceWriter writer;
    private final Compression compression;
    private final QueueTable queues;
    private final List<ThreadState> open = new ArrayList<>();
    private final Deque<EventChunk> free = new ArrayDeque<>();
    private final List<BatchPosition> provisional = new ArrayList<>();
    private long clock;
    private long events;
    private int negotiationRows;

    ChunkWriter(TraceWriter writer, Compression compression, QueueTable queues) {
        this.writer = writer;
        this.compression = compression;
        this.queues = queues;
    }

    @Override
    public void event(EventRow row, ThreadState thread, boolean isProvisional) throws IOException {
        EventChunk chunk = thread.chunk;
        if (chunk == null) {
            chunk = chunkFor(thread);
        }
        int rows = chunk.rows();
        if (rows == 0 || row.ts >= chunk.lastTs()) {
            chunk.append(row);
        } else {
            int place = place(chunk, row.ts);
            if (place < 0) {
                flush(thread);
                chunk.append(row);
            } else {
                insert(chunk, place, row);
            }
        }
        thread.provisional |= isProvisional;
        thread.lastUse = ++clock;
        events++;
        if (chunk.isFull()) {
            flush(thread);
        }
    }

    /** Returns the index at which a row keeps the order, behind rows of the same time; -1 if it is too far back. */
    private static int place(EventChunk chunk, long ts) {
        int place = chunk.rows();
        int limit = Math.max(0, place - SORT_WINDOW);
        while (place > limit && chunk.ts(place - 1) > ts) {
            place--;
        }
        return place > limit || place == 0 ? place : -1;
    }

    private static void insert(EventChunk chunk, int place, EventRow row) {
        int last = chunk.rows();
        chunk.append(row);
        for (EventColumn column : COLUMNS) {
            long value = chunk.get(column, last);
            for (int i = last; i > place; i--) {
                chunk.set(column, i, chunk.get(column, i - 1));
            }
            chunk.set(column, place, value);
        }
    }

    private EventChunk chunkFor(ThreadState thread) throws IOException {
        if (open.size() == MAX_CHUNKS) {
            ThreadState oldest = open.get(0);
            for (ThreadState candidate : open) {
                if (candidate.lastUse < oldest.lastUse) {
                    oldest = candidate;
                }
            }
            release(oldest);
        }
        thread.chunk = free.isEmpty() ? new EventChunk(CHUNK_ROWS) : free.pop();
        thread.provisional = false;
        open.add(thread);
        return thread.chunk;
    }

    private void release(ThreadState thread) throws IOException {
        flush(thread);
        free.push(thread.chunk);
        thread.chunk = null;
        open.remove(thread);
    }

    private void flush(ThreadState thread) throws IOException {
        EventChunk chunk = thread.chunk;
        if (chunk.rows() == 0) {
            return;
        }
        if (thread.provisional && !settle(chunk)) {
            provisional.add(writer.write(chunk, Compression.NONE));
        } else {
            writer.write(chunk, compression);
        }
        chunk.clear();
        thread.provisional = false;
    }

    /** Corrects the rows of a chunk if all their queues are proven by now; tells whether they are. */
    private boolean settle(EventChunk chunk) {
        for (int i = 0; i < chunk.rows(); i++) {
            if (!queues.isProven(device(chunk, i), queue(chunk, i))) {
                return false;
            }
        }
        correct(chunk);
        return true;
    }

    private void correct(EventChunk chunk) {
        for (int i = 0; i < chunk.rows(); i++) {
            QueueState state = queues.resolved(device(chunk, i), queue(chunk, i));
            chunk.set(EventColumn.DEVICE, i, state.device.id);
            chunk.set(EventColumn.QUEUE, i, state.index);
        }
    }

    private static int device(EventChunk chunk, int row) {
        return (int) chunk.get(EventColumn.DEVICE, row);
    }

    private static int queue(EventChunk chunk, int row) {
        return (int) chunk.get(EventColumn.QUEUE, row);
    }

    @Override
    public void negotiation(NegotiationRow row) throws IOException {
        writer.negotiation(row);
        if (++negotiationRows % CHECKPOINT_ROWS == 0) {
            writer.checkpoint();
        }
    }

    /** Writes what is left and corrects what was written too early. To be called once, when the queues are settled. */
    void finish() throws IOException {
        while (!open.isEmpty()) {
            release(open.get(0));
        }
        if (!provisional.isEmpty() && queues.anyMoved()) {
            EventChunk chunk = free.pop();
            for (BatchPosition position : provisional) {
                writer.read(position, chunk);
                correct(chunk);
                writer.patch(position, chunk);
            }
        }
    }

    /** Returns the number of rows. */
    long events() {
        return events;
    }
}
