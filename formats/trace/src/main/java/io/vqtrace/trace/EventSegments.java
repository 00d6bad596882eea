package io.vqtrace.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The event segments of a trace: opens them when needed, ends them by size or time and keeps their index. */
final class EventSegments implements Closeable {
    private final Path directory;
    private final long segmentBytes;
    private final long segmentNanos;
    private final AppendListener listener;
    private final List<SegmentIndexEntry> index = new ArrayList<>();
    private ArrowStreamFile current;

    /**
     * Opens nothing yet.
     *
     * @param segmentBytes size that a segment does not exceed unless one batch alone does
     * @param segmentNanos length that a segment does not exceed unless one batch alone does
     * @param listener who is told of batches before they are appended
     */
    EventSegments(Path directory, long segmentBytes, long segmentNanos, AppendListener listener) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.segmentNanos = segmentNanos;
        this.listener = listener;
    }

    /** Tells whether an encoded batch belongs into the next segment. */
    boolean rotationDue(EventBatchEncoder batch, EventSummary summary) {
        return current != null
                && current.batches() > 0
                && (current.sizeWith(batch.layout()) > segmentBytes
                        || last().content().spanWith(summary) > segmentNanos);
    }

    /** Ends the current segment, if there is one; the next batch opens another. */
    void endCurrent() throws IOException {
        if (current == null) {
            return;
        }
        ArrowStreamFile ending = current;
        current = null;
        ending.close();
        last().bytes(ending.size());
    }

    /** Appends an encoded batch. */
    BatchPosition append(EventBatchEncoder batch, EventSummary summary) throws IOException {
        if (current == null) {
            String name = TraceFormat.eventsFile(index.size() + 1);
            current = ArrowStreamFile.create(directory.resolve(name), ArrowSchema.EVENTS);
            index.add(new SegmentIndexEntry(name));
            last().bytes(current.size());
        }
        BatchLayout layout = batch.layout();
        listener.beforeAppend(index.size(), current.sizeAfter(layout));
        long bodyOffset = current.append(layout, batch.parts());
        last().add(summary, current.size());
        return new BatchPosition(index.size(), bodyOffset, layout.rows(), layout.compression() != Compression.NONE);
    }

    /** Overwrites the body at a position with an encoded batch of the same layout. */
    void overwrite(BatchPosition position, EventBatchEncoder batch) throws IOException {
        Path file = directory.resolve(TraceFormat.eventsFile(position.segment()));
        ArrowStreamFile.overwrite(file, position.bodyOffset(), batch.parts());
    }

    /** Reads the uncompressed body at a position into a chunk. */
    void read(BatchPosition position, EventChunk chunk) throws IOException {
        Path file = directory.resolve(TraceFormat.eventsFile(position.segment()));
        List<ByteBuffer> parts = new ArrayList<>();
        for (EventColumn column : EventColumn.values()) {
            parts.add(chunk.body().slice(chunk.columnOffset(column), EventChunk.paddedBytes(column, position.rows())));
        }
        ArrowStreamFile.read(file, position.bodyOffset(), parts);
        chunk.restore(position.rows());
    }

    private SegmentIndexEntry last() {
        return index.get(index.size() - 1);
    }

    /** Returns the number of segments, which is the number of the last one. */
    int count() {
        return index.size();
    }

    List<Map<String, Object>> toJson(boolean withTimes) {
        return index.stream().map(entry -> entry.toJson(withTimes)).toList();
    }

    @Override
    public void close() throws IOException {
        endCurrent();
    }
}
