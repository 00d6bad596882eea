package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.TraceFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Chosen columns of an event segment. A batch that is cut or damaged ends it. */
final class ArrowBatches implements EventBatches {
    private final ArrowStream stream;
    private final BufferReader reader = new BufferReader();
    private final List<Part> parts = new ArrayList<>();

    /** A wanted column and its data buffer in the segment's batches. */
    private record Part(EventColumn column, int node, int buffer) {}

    private ArrowBatches(ByteSource source) throws IOException {
        stream = new ArrowStream(source);
    }

    /**
     * Takes over the source and looks at the schema.
     *
     * @throws TraceReadException if the file is of another format or version
     */
    static ArrowBatches open(ByteSource source, String traceName, Set<EventColumn> columns) throws IOException {
        try {
            ArrowBatches batches = new ArrowBatches(source);
            batches.choose(traceName + ": " + source.name(), columns);
            return batches;
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private void choose(String where, Set<EventColumn> columns) throws TraceReadException {
        ArrowLayout layout = stream.layout();
        if (layout != null) {
            requireVersion(where, layout.metadata().get(TraceFormat.VERSION_KEY));
            for (EventColumn column : columns) {
                parts.add(part(where, layout, column));
            }
            parts.sort(Comparator.comparingInt(Part::buffer)); // Forwards only: a zipped segment is inflated once.
        }
    }

    private static void requireVersion(String where, String version) throws TraceReadException {
        if (version == null || version.equals(Integer.toString(TraceFormat.VERSION))) {
            return;
        }
        try {
            ManifestReader.requireVersion(where, Long.parseLong(version));
        } catch (NumberFormatException e) {
            throw new TraceReadException(where + " is of the unknown format version " + version, e);
        }
    }

    private static Part part(String where, ArrowLayout layout, EventColumn column) throws TraceReadException {
        ArrowLayout.Column found = layout.column(column.columnName());
        if (found == null) {
            throw new TraceReadException(where + " is not an event segment of a vqtrace trace (it has no column "
                    + column.columnName() + ")");
        }
        if (found.width() != column.width() || found.signed() != column.signed()) {
            throw new TraceReadException(where + " is not an event segment of a vqtrace trace (column "
                    + column.columnName() + " is of another type)");
        }
        return new Part(column, found.node(), found.buffer() + 1);
    }

    @Override
    public boolean next() throws IOException {
        return stream.nextBatch() && holdsItsRows();
    }

    @Override
    public int rows() {
        return stream.batch().rows();
    }

    /** Checks the claimed rows before room for them is made. */
    private boolean holdsItsRows() throws IOException {
        try {
            for (Part part : parts) {
                long bytes = (long) rows() * part.column().width();
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

    @Override
    public void read(EventBlock block, int first) throws IOException {
        for (Part part : parts) {
            ByteBuffer target = block.column(part.column());
            target.clear().position(first * part.column().width());
            if (stream.batch().nullCount(part.node()) != 0) {
                throw new IllegalArgumentException(
                        "nulls in column " + part.column().columnName());
            }
            int bytes = rows() * part.column().width();
            reader.read(stream.source(), stream.batch(), part.buffer(), bytes, target);
        }
    }

    @Override
    public void damaged(String why) {
        stream.damaged(why);
    }

    @Override
    public String endProblem() {
        return stream.endProblem();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
