package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.HeadEntry;
import io.vqtrace.trace.box.QueueStates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes rows of what a black box's per-head arrays tell: OPEN for each request in flight, GAP for losses that no row of the
 * trace tells of, and each queue's last state.
 */
final class BoxHeads {
    private static final int[] LOSSES = {HeadEntry.TAKING_LOST, HeadEntry.RETURNING_LOST, HeadEntry.OTHER_LOST};
    private static final int MAX_ENTRIES = 1 << 16;
    private static final int WINDOW_BYTES = HeadEntry.HEADER_BYTES + MAX_ENTRIES * HeadEntry.BYTES;

    private final List<EventRow> rows = new ArrayList<>();
    private final List<QueueStateRow> states = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowAt;
    private long latestNs;

    /**
     * Reads the arrays.
     *
     * @param atLeastNs time of the snapshot, unless a request was taken later
     */
    BoxHeads(BlackBox box, long atLeastNs) throws IOException {
        latestNs = atLeastNs;
        if (!box.files().files().containsKey(BoxFile.HEADS_FILE)) {
            problems.add("black box: " + BoxFile.HEADS_FILE + " is missing");
            return;
        }
        try (ByteSource source = box.files().open(BoxFile.HEADS_FILE)) {
            long at = 0;
            while (at + HeadEntry.HEADER_BYTES <= source.size()) {
                at += region(box, source, at);
            }
        }
    }

    /** Reads a queue's header and entries; returns their bytes. Memory that no queue has is headers without entries. */
    private long region(BlackBox box, ByteSource source, long at) throws IOException {
        int capacity = window(source, at, HeadEntry.HEADER_BYTES).getInt(HeadEntry.CAPACITY);
        long bytes = HeadEntry.HEADER_BYTES + (long) capacity * HeadEntry.BYTES;
        if (capacity < 0 || capacity > MAX_ENTRIES || at + bytes > source.size()) {
            problems.add("black box: " + BoxFile.HEADS_FILE + " is cut or damaged at byte " + at);
            return source.size();
        }
        queue(box, window(source, at, (int) bytes), capacity);
        return bytes;
    }

    /** Returns bytes of the file; reads far ahead, as most of it is unused. */
    private ByteBuffer window(ByteSource source, long at, int bytes) throws IOException {
        if (at < windowAt || at + bytes > windowAt + window.limit()) {
            windowAt = at;
            window.clear().limit((int) Math.min(window.capacity(), source.size() - at));
            source.read(at, window);
        }
        return window.slice((int) (at - windowAt), bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void queue(BlackBox box, ByteBuffer region, int capacity) {
        int device = region.getInt(HeadEntry.DEVICE) & 0xffff;
        int queue = region.getInt(HeadEntry.QUEUE) & 0xffff;
        for (int losses : LOSSES) {
            long lost = region.getLong(losses);
            // Killed between the GAP row and the note that it was told: the row is the last of its thread.
            boolean told = box.endsWithGap(device, queue, region.getLong(losses + Long.BYTES));
            if (lost > 0 && !told) {
                EventRow gap = row(EventKind.GAP, device, queue, region.getLong(losses + Long.BYTES));
                gap.count = (int) Math.min(lost, 0xffff_ffffL);
                gap.flags = Observed.COUNT | Observed.SINCE_NS;
            }
        }
        if (capacity > 0 && queue != EventColumn.NO_QUEUE) {
            states.add(QueueStates.read(region, latestNs));
        }
        for (int i = 0; i < capacity; i++) {
            int at = HeadEntry.HEADER_BYTES + i * HeadEntry.BYTES;
            long popNs = region.getLong(at + HeadEntry.POP_TS);
            if (popNs > 0) {
                open(row(EventKind.OPEN, device, queue, popNs), region.slice(at, HeadEntry.BYTES));
            }
        }
    }

    private EventRow row(EventKind kind, int device, int queue, long beginNs) {
        EventRow row = new EventRow();
        row.kind = kind.code();
        row.device = device;
        row.queue = queue;
        row.sinceNs = beginNs; // Becomes an age once the snapshot's time is known.
        latestNs = Math.max(latestNs, beginNs);
        rows.add(row);
        return row;
    }

    private static void open(EventRow row, ByteBuffer bigEndian) {
        ByteBuffer entry = bigEndian.order(ByteOrder.LITTLE_ENDIAN);
        row.value = entry.getLong(HeadEntry.VALUE);
        row.waitNs = entry.getInt(HeadEntry.WAIT_NS);
        row.outBytes = entry.getInt(HeadEntry.OUT_BYTES);
        row.inBytes = entry.getInt(HeadEntry.IN_BYTES);
        row.count = entry.getInt(HeadEntry.COUNT);
        row.head = Short.toUnsignedInt(entry.getShort(HeadEntry.HEAD));
        row.inFlight = Short.toUnsignedInt(entry.getShort(HeadEntry.IN_FLIGHT));
        row.outstanding = Short.toUnsignedInt(entry.getShort(HeadEntry.OUTSTANDING));
        row.flags = Short.toUnsignedInt(entry.getShort(HeadEntry.FLAGS)) & ~Observed.THREAD
                | Observed.SINCE_NS
                | Observed.HEAD;
        row.op = entry.get(HeadEntry.OP);
    }

    /** Returns the rows, all of the snapshot's time. */
    EventChunk chunk() {
        EventChunk chunk = new EventChunk(Math.max(1, rows.size()));
        for (EventRow row : rows) {
            row.ts = latestNs;
            row.sinceNs = latestNs - row.sinceNs;
            chunk.append(row);
        }
        return chunk;
    }

    /** Returns how the queues stood at the snapshot's time. */
    List<QueueStateRow> queueStates() {
        return states.stream()
                .map(row -> new QueueStateRow(row.device(), row.queue(), latestNs, row.values()))
                .toList();
    }

    /** Returns what is missing or damaged, one line each. */
    List<String> problems() {
        return problems;
    }
}
