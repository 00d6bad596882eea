package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Reads chosen columns of a trace's events, batch by batch in file order, each byte once. A batch that is cut or
 * damaged ends its segment; the reason is kept in {@link #problems()}. Not thread-safe.
 */
public final class EventScan implements Closeable {
    private static final int BLOCK_ROWS = 1 << 16;

    private final EventBatches.Opener opener;
    private final Iterator<String> segments;
    private final Set<EventColumn> columns;
    private final EventFilter filter;
    private final List<String> problems = new ArrayList<>();
    private EventBatches batches;
    private boolean batchPending;
    private EventBlock shown;

    EventScan(EventBatches.Opener opener, List<String> segments, Set<EventColumn> wanted, EventFilter filter) {
        this.opener = opener;
        this.segments = segments.iterator();
        this.filter = filter;
        columns = EnumSet.of(EventColumn.KIND);
        columns.addAll(wanted);
        if (!filter.passesAll()) {
            columns.addAll(EventFilter.COLUMNS);
        }
    }

    /**
     * Returns the columns that blocks must have: the wanted ones, {@code kind}, and what the filter looks at.
     *
     * @return a modifiable copy
     */
    public Set<EventColumn> columns() {
        return EnumSet.copyOf(columns);
    }

    /**
     * Returns the rows of the next batch before the filter.
     *
     * @return its rows, or -1 at the end of the trace
     * @throws IOException if a file cannot be read, or is not of this format
     */
    public int peekRows() throws IOException {
        while (!batchPending) {
            if (batches == null) {
                if (!segments.hasNext()) {
                    return -1;
                }
                batches = opener.open(segments.next(), columns());
            } else if (batches.next()) {
                batchPending = true;
            } else {
                closeSegment();
            }
        }
        return batches.rows();
    }

    /**
     * Appends whole batches while they fit.
     *
     * @param block a block with the columns of {@link #columns()}
     * @return false at the end of the trace with nothing appended
     * @throws IOException if a file cannot be read, or is not of this format
     * @throws IllegalArgumentException if the next batch alone does not fit into the empty block
     */
    public boolean fill(EventBlock block) throws IOException {
        int before = block.rows();
        for (int rows = peekRows(); rows >= 0; rows = peekRows()) {
            if (rows > block.capacity() - block.rows()) {
                if (block.rows() == 0) {
                    throw new IllegalArgumentException(
                            "a batch of " + rows + " rows does not fit a block of " + block.capacity());
                }
                return true;
            }
            append(block, rows);
        }
        return block.rows() > before;
    }

    /**
     * Appends the next batch alone, so that the block holds rows of one thread.
     *
     * @param block a block with the columns of {@link #columns()}
     * @return false at the end of the trace with nothing appended
     * @throws IOException if a file cannot be read, or is not of this format
     * @throws IllegalArgumentException if the batch does not fit
     */
    public boolean fillBatch(EventBlock block) throws IOException {
        int rows = peekRows();
        if (rows > block.capacity() - block.rows()) {
            throw new IllegalArgumentException(
                    "a batch of " + rows + " rows does not fit a block of " + block.capacity());
        }
        if (rows >= 0) {
            append(block, rows);
        }
        return rows >= 0;
    }

    /**
     * Shows all rows that are left to consumers.
     *
     * @param consumers who looks at them; {@link #columns()} must hold what they read
     * @throws IOException if a file cannot be read, or is not of this format
     */
    public void show(List<? extends EventConsumer> consumers) throws IOException {
        while (showNext(consumers)) {
            continue;
        }
    }

    /** Shows some more rows to consumers; returns false at the end of the trace. */
    boolean showNext(List<? extends EventConsumer> consumers) throws IOException {
        int next = peekRows();
        if (next < 0) {
            return false;
        }
        if (shown == null || shown.capacity() < next) {
            shown = new EventBlock(Math.max(next, BLOCK_ROWS), columns);
        }
        shown.clear();
        fill(shown);
        EventRows.show(shown, consumers);
        return true;
    }

    /**
     * Reads the next batch alone.
     *
     * @param reusable a block of the batch before, or null
     * @return a block with its rows, or null at the end of the trace
     */
    EventBlock nextBatch(EventBlock reusable) throws IOException {
        int rows = peekRows();
        if (rows < 0) {
            return null;
        }
        EventBlock block =
                reusable != null && reusable.capacity() >= rows ? reusable : new EventBlock(Math.max(1, rows), columns);
        block.clear();
        append(block, rows);
        return block;
    }

    /** Passes over the batch of {@link #peekRows} without reading it. */
    void skip() {
        batchPending = false;
    }

    /**
     * Returns why rows may be missing, one line for each segment that ended early so far.
     *
     * @return the reasons, empty if all was whole
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void append(EventBlock block, int rows) throws IOException {
        batchPending = false;
        int first = block.rows();
        try {
            batches.read(block, first);
            requireKinds(block.column(EventColumn.KIND), first, rows);
        } catch (IllegalArgumentException e) {
            batches.damaged(e.getMessage());
            return;
        }
        block.rows(first + rows);
        if (!filter.passesAll()) {
            filter.apply(block, first);
        }
    }

    private static void requireKinds(ByteBuffer kinds, int first, int rows) {
        int max = EventKind.GAP.code();
        for (int i = first; i < first + rows; i++) {
            int kind = kinds.get(i);
            if (kind <= 0 || kind > max) {
                throw new IllegalArgumentException("a row of the undefined kind " + (kind & 0xff));
            }
        }
    }

    private void closeSegment() throws IOException {
        if (batches.endProblem() != null) {
            problems.add(batches.endProblem());
        }
        batches.close();
        batches = null;
    }

    @Override
    public void close() throws IOException {
        if (batches != null) {
            batches.close();
            batches = null;
        }
    }
}
