package io.vqtrace.analyzer.slice;

import io.vqtrace.analyzer.read.EventBlock;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;

/** Copies events batch by batch: one of the source becomes one of the slice, so that each stays of one thread. */
final class EventCopy {
    private static final int LEAST_ROWS = 1 << 14;

    private final TraceFiles files;
    private final EventFilter filter;
    private final OpenRows openRows;
    private final SliceFilter change;
    private final EventRow row = new EventRow();
    private long events;
    private long requests;

    EventCopy(TraceFiles files, EventFilter filter, OpenRows openRows, SliceFilter change) {
        this.files = files;
        this.filter = filter;
        this.openRows = openRows;
        this.change = change;
    }

    void into(TraceWriter writer) throws IOException {
        EventBlock block = null;
        EventChunk chunk = null;
        try (EventScan scan = files.scan(EnumSet.allOf(EventColumn.class), filter)) {
            for (int rows = scan.peekRows(); rows >= 0; rows = scan.peekRows()) {
                if (block == null || block.capacity() < rows) {
                    int capacity = Math.max(rows, LEAST_ROWS);
                    block = new EventBlock(capacity, EnumSet.allOf(EventColumn.class));
                    chunk = new EventChunk(capacity);
                }
                block.clear();
                chunk.clear();
                scan.fillBatch(block);
                copy(block, chunk);
                if (chunk.rows() > 0) {
                    writer.write(chunk);
                }
            }
            files.note(scan);
        }
    }

    private void copy(EventBlock from, EventChunk to) {
        ByteBuffer ts = from.column(EventColumn.TS);
        ByteBuffer since = from.column(EventColumn.SINCE_NS);
        ByteBuffer value = from.column(EventColumn.VALUE);
        ByteBuffer wait = from.column(EventColumn.WAIT_NS);
        ByteBuffer outBytes = from.column(EventColumn.OUT_BYTES);
        ByteBuffer inBytes = from.column(EventColumn.IN_BYTES);
        ByteBuffer usedBytes = from.column(EventColumn.USED_BYTES);
        ByteBuffer count = from.column(EventColumn.COUNT);
        ByteBuffer device = from.column(EventColumn.DEVICE);
        ByteBuffer queue = from.column(EventColumn.QUEUE);
        ByteBuffer thread = from.column(EventColumn.THREAD);
        ByteBuffer head = from.column(EventColumn.HEAD);
        ByteBuffer ringIdx = from.column(EventColumn.RING_IDX);
        ByteBuffer inFlight = from.column(EventColumn.IN_FLIGHT);
        ByteBuffer outstanding = from.column(EventColumn.OUTSTANDING);
        ByteBuffer flags = from.column(EventColumn.FLAGS);
        ByteBuffer kind = from.column(EventColumn.KIND);
        ByteBuffer op = from.column(EventColumn.OP);
        ByteBuffer status = from.column(EventColumn.STATUS);
        for (int i = 0; i < from.rows(); i++) {
            row.ts = ts.getLong(i << 3);
            row.sinceNs = since.getLong(i << 3);
            row.value = value.getLong(i << 3);
            row.waitNs = wait.getInt(i << 2);
            row.outBytes = outBytes.getInt(i << 2);
            row.inBytes = inBytes.getInt(i << 2);
            row.usedBytes = usedBytes.getInt(i << 2);
            row.count = count.getInt(i << 2);
            row.device = device.getShort(i << 1) & 0xffff;
            row.queue = queue.getShort(i << 1) & 0xffff;
            row.thread = thread.getShort(i << 1) & 0xffff;
            row.head = head.getShort(i << 1) & 0xffff;
            row.ringIdx = ringIdx.getShort(i << 1) & 0xffff;
            row.inFlight = inFlight.getShort(i << 1) & 0xffff;
            row.outstanding = outstanding.getShort(i << 1) & 0xffff;
            row.flags = flags.getShort(i << 1) & 0xffff;
            row.kind = kind.get(i);
            row.op = op.get(i);
            row.status = status.get(i);
            if (openRows.belongs(row)) {
                change.event(row);
                to.append(row);
                events++;
                requests += row.kind == EventKind.USED.code() ? 1 : 0;
            }
        }
    }

    /** Returns the rows copied. */
    long events() {
        return events;
    }

    /** Returns how many of them are requests that ended. */
    long requests() {
        return requests;
    }
}
