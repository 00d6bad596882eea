package io.vqtrace.recorder.internal.drain;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that were recorded and cannot be written, by queue, until GAP rows tell of them. Drain thread only. */
public final class LossLedger {
    private static final long MAX_COUNT = 0xffff_ffffL;

    private record QueueKey(int device, int queue) {}

    private record Loss(long count, long first, long last) {
        Loss plus(Loss other) {
            return new Loss(count + other.count, Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private final Map<QueueKey, Loss> losses = new LinkedHashMap<>();

    /**
     * Adds rows {@code [from, to)} of a chunk. A GAP row stands for those that it counts, an OPEN row for none.
     *
     * @return how many events were lost here, GAP rows not counted
     */
    public long add(EventChunk rows, int from, int to) {
        ByteBuffer body = rows.body();
        int ts = rows.columnOffset(EventColumn.TS);
        int since = rows.columnOffset(EventColumn.SINCE_NS);
        int device = rows.columnOffset(EventColumn.DEVICE);
        int queue = rows.columnOffset(EventColumn.QUEUE);
        int kind = rows.columnOffset(EventColumn.KIND);
        int count = rows.columnOffset(EventColumn.COUNT);
        long events = 0;
        for (int i = from; i < to; i++) {
            EventKind what = EventKind.ofCode(body.get(kind + i));
            if (what == EventKind.OPEN) {
                continue;
            }
            boolean gap = what == EventKind.GAP;
            long at = body.getLong(ts + i * Long.BYTES);
            long first = gap ? at - body.getLong(since + i * Long.BYTES) : at;
            long lost = gap ? Integer.toUnsignedLong(body.getInt(count + i * Integer.BYTES)) : 1;
            add(
                    Short.toUnsignedInt(body.getShort(device + i * Short.BYTES)),
                    Short.toUnsignedInt(body.getShort(queue + i * Short.BYTES)),
                    lost,
                    first,
                    at);
            events += gap ? 0 : 1;
        }
        return events;
    }

    /** Adds lost rows of one queue. */
    public void add(int device, int queue, long count, long first, long last) {
        losses.merge(new QueueKey(device, queue), new Loss(count, first, last), Loss::plus);
    }

    public boolean isEmpty() {
        return losses.isEmpty();
    }

    /** Returns GAP rows for some queues' losses, and forgets those. */
    List<EventRow> takeGaps(int most) {
        List<EventRow> rows = new ArrayList<>();
        Iterator<Map.Entry<QueueKey, Loss>> entries = losses.entrySet().iterator();
        while (entries.hasNext() && rows.size() < most) {
            Map.Entry<QueueKey, Loss> entry = entries.next();
            Loss loss = entry.getValue();
            long told = Math.min(loss.count, MAX_COUNT);
            rows.add(gap(entry.getKey(), loss, told));
            if (told == loss.count) {
                entries.remove();
            } else {
                entry.setValue(new Loss(loss.count - told, loss.first, loss.last));
            }
        }
        return rows;
    }

    private static EventRow gap(QueueKey key, Loss loss, long count) {
        EventRow row = new EventRow();
        row.ts = loss.last;
        row.sinceNs = loss.last - loss.first;
        row.count = (int) count;
        row.device = key.device;
        row.queue = key.queue;
        row.kind = EventKind.GAP.code();
        row.flags = Observed.COUNT | Observed.SINCE_NS;
        return row;
    }

    /** Takes back GAP rows that could not be written. */
    void putBack(List<EventRow> gaps) {
        for (EventRow gap : gaps) {
            add(gap.device, gap.queue, Integer.toUnsignedLong(gap.count), gap.ts - gap.sinceNs, gap.ts);
        }
    }
}
