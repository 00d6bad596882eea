package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.TraceFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
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

    private final TraceContainer container;
    private final String traceName;
    private final Iterator<String> segments;
    private final Set<EventColumn> columns;
    private final EventFilter filter;
    private final BufferReader reader = new BufferReader();
    private final List<String> problems = new ArrayList<>();
    private ArrowStream stream;
    private List<Part> parts;
    private boolean batchPending;

    /** A wanted column and its data buffer in the current segment's batches. */
    private record Part(EventColumn column, int node, int buffer) {}

    EventScan(
            TraceContainer container,
            String traceName,
            List<String> segments,
            Set<EventColumn> wanted,
            EventFilter filter) {
        this.container = container;
        this.traceName = traceName;
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
            if (stream == null) {
                if (!segments.hasNext()) {
                    return -1;
                }
                openSegment(segments.next());
            } else if (stream.nextBatch()) {
                batchPending = holdsItsRows();
            } else {
                closeSegment();
            }
        }
        return stream.batch().rows();
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
        EventBlock block = null;
        for (int next = peekRows(); next >= 0; next = peekRows()) {
            if (block == null || block.capacity() < next) {
                block = new EventBlock(Math.max(next, BLOCK_ROWS), columns);
            }
            block.clear();
            fill(block);
            EventRows.show(block, consumers);
        }
    }

    /**
     * Returns why rows may be missing, one line for each segment that ended early so far.
     *
     * @return the reasons, empty if all was whole
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Checks the claimed rows before room for them is made. */
    private boolean holdsItsRows() throws IOException {
        try {
            for (Part part : parts) {
                long bytes = (long) stream.batch().rows() * part.column().width();
                reader.requireHolds(stream.source(), stream.batch(), part.buffer(), bytes);
                if (stream.batch().zstd()) {
                    break; // One column is enough to tell the rows, and a zipped segment is read forwards only.
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            stream.damaged(e.getMessage());
            return false;
        }
    }

    private void append(EventBlock block, int rows) throws IOException {
        batchPending = false;
        int first = block.rows();
        try {
            for (Part part : parts) {
                ByteBuffer target = block.column(part.column());
                int bytes = rows * part.column().width();
                target.clear().position(first * part.column().width());
                if (stream.batch().nullCount(part.node()) != 0) {
                    throw new IllegalArgumentException(
                            "nulls in column " + part.column().columnName());
                }
                reader.read(stream.source(), stream.batch(), part.buffer(), bytes, target);
            }
            requireKinds(block.column(EventColumn.KIND), first, rows);
        } catch (IllegalArgumentException e) {
            stream.damaged(e.getMessage());
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

    private void openSegment(String file) throws IOException {
        stream = new ArrowStream(container.open(file));
        ArrowLayout layout = stream.layout();
        if (layout == null) {
            closeSegment();
            return;
        }
        String version = layout.metadata().get(TraceFormat.VERSION_KEY);
        if (version != null && !version.equals(Integer.toString(TraceFormat.VERSION))) {
            ManifestReader.requireVersion(traceName + ": " + file, version(file, version));
        }
        parts = new ArrayList<>();
        for (EventColumn column : columns) {
            ArrowLayout.Column found = layout.column(column.columnName());
            if (found == null) {
                throw new TraceReadException(traceName + ": " + file + " is not an event segment of a vqtrace trace "
                        + "(it has no column " + column.columnName() + ")");
            }
            if (found.width() != column.width() || found.signed() != column.signed()) {
                throw new TraceReadException(traceName + ": " + file + " is not an event segment of a vqtrace trace "
                        + "(column " + column.columnName() + " is of another type)");
            }
            parts.add(new Part(column, found.node(), found.buffer() + 1));
        }
        parts.sort(Comparator.comparingInt(Part::buffer)); // Forwards only: a zipped segment is inflated once.
    }

    private long version(String file, String text) throws TraceReadException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TraceReadException(traceName + ": " + file + " is of the unknown format version " + text, e);
        }
    }

    private void closeSegment() throws IOException {
        if (stream.endProblem() != null) {
            problems.add(stream.endProblem());
        }
        stream.close();
        stream = null;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
