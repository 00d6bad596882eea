package io.vqtrace.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The event segments of a trace: opens them when needed, ends them by size or time, deletes the oldest to stay within a
 * budget, and keeps their index.
 */
final class EventSegments implements Closeable {
    private final Path directory;
    private final long segmentBytes;
    private final long segmentNanos;
    private final long budgetBytes;
    private final Deque<SegmentIndexEntry> index = new ArrayDeque<>();
    private final EventSummary deleted = new EventSummary();
    private int deletedSegments;
    private long endedBytes;
    private ArrowStreamFile current;

    /**
     * Opens nothing yet.
     *
     * @param segmentBytes size that a segment does not exceed unless one batch alone does
     * @param segmentNanos length that a segment does not exceed unless one batch alone does
     * @param budgetBytes size that all segments together do not exceed unless the current one alone does
     */
    EventSegments(Path directory, long segmentBytes, long segmentNanos, long budgetBytes) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.segmentNanos = segmentNanos;
        this.budgetBytes = budgetBytes;
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
        try {
            ending.close();
        } finally {
            last().bytes(ending.size());
            endedBytes += ending.size();
        }
    }

    /** Tells whether an encoded batch takes the segments beyond their budget and there is one that can be deleted. */
    boolean overBudget(EventBatchEncoder batch) {
        long currentBytes = current == null ? 0 : current.size();
        long total = endedBytes + currentBytes + batch.layout().bodyLength();
        return total > budgetBytes && index.size() > (current == null ? 0 : 1);
    }

    /** Deletes the oldest segment, which must not be the current one, and forgets its rows. */
    void deleteOldest() throws IOException {
        SegmentIndexEntry oldest = index.getFirst();
        Path file = directory.resolve(oldest.file());
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ArrowStreamFile.named(file, e);
        }
        index.removeFirst();
        deletedSegments++;
        endedBytes -= oldest.bytes();
        deleted.add(oldest.content());
    }

    /** Appends an encoded batch, whose place is told before. */
    BatchPosition append(EventBatchEncoder batch, EventSummary summary, WriteIntent intent) throws IOException {
        if (current == null) {
            String name = TraceFormat.eventsFile(count() + 1);
            current = ArrowStreamFile.create(directory.resolve(name), ArrowSchema.EVENTS);
            index.addLast(new SegmentIndexEntry(name));
            last().bytes(current.size());
        }
        BatchLayout layout = batch.layout();
        intent.beforeWrite(count(), current.endWith(layout));
        long bodyOffset = current.append(layout, batch.parts());
        last().add(summary, current.size());
        return new BatchPosition(count(), bodyOffset, layout.rows(), layout.compression() != Compression.NONE);
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
        return index.getLast();
    }

    /** Returns the number of the last segment, 0 if there was none yet. */
    int count() {
        return deletedSegments + index.size();
    }

    /** Tells whether the segment of that number is in the trace. */
    boolean holds(int number) {
        return number > deletedSegments && number <= count();
    }

    /** Sums up the rows that are in the trace. */
    EventSummary content() {
        EventSummary content = new EventSummary();
        index.forEach(entry -> content.add(entry.content()));
        return content;
    }

    /** Returns the rows that were deleted with their segments. */
    EventSummary deleted() {
        return deleted;
    }

    int deletedSegments() {
        return deletedSegments;
    }

    List<Map<String, Object>> toJson(boolean withTimes) {
        return index.stream().map(entry -> entry.toJson(withTimes)).toList();
    }

    @Override
    public void close() throws IOException {
        endCurrent();
    }
}
