package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Follows all queues of a trace up to a moment, in one pass. Memory grows with queues and ring sizes, not with events. */
final class QueueWatches implements EventConsumer {
    private static final int NO_DEVICE = 0xffff;

    private final long toNs;
    private final boolean recorded;
    private final Map<Integer, QueueWatch> watches = new TreeMap<>();
    private int lastId = -1;
    private QueueWatch last;

    /**
     * Starts.
     *
     * @param toNs the moment; later rows only tell what was in flight at it
     * @param recorded whether a recorder made the trace; the events of imports have fewer columns
     */
    QueueWatches(long toNs, boolean recorded) {
        this.toNs = toNs;
        this.recorded = recorded;
    }

    @Override
    public Set<EventColumn> columns() {
        Set<EventColumn> columns = EnumSet.of(EventColumn.VALUE, EventColumn.HEAD);
        if (recorded) {
            columns.addAll(EnumSet.of(
                    EventColumn.COUNT, EventColumn.RING_IDX, EventColumn.OUTSTANDING, EventColumn.IN_FLIGHT));
        }
        return columns;
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            EventKind kind = EventKind.ofCode(rows.kind(i));
            int id = rows.queueId(i);
            if (kind == EventKind.GAP) {
                lost(id, rows.ts(i));
            } else if ((id & 0xffff) != EventColumn.NO_QUEUE) {
                watch(id).on(rows, i, kind);
            }
        }
    }

    private QueueWatch watch(int id) {
        if (id != lastId || last == null) {
            lastId = id;
            last = watches.computeIfAbsent(id, any -> new QueueWatch(toNs, recorded));
        }
        return last;
    }

    /** A gap is of a queue, of a device or of everything. */
    private void lost(int id, long ns) {
        if (ns > toNs) {
            return;
        }
        watches.forEach((watched, watch) -> {
            QueueKey key = EventRows.key(watched);
            boolean ofDevice = id >>> Short.SIZE == NO_DEVICE || id >>> Short.SIZE == key.device();
            boolean ofQueue = (id & 0xffff) == EventColumn.NO_QUEUE || (id & 0xffff) == key.queue();
            if (ofDevice && ofQueue) {
                watch.lost(ns);
            }
        });
    }

    /** Returns what is known of each queue with an event, once the pass is over. */
    Map<QueueKey, QueueWatch> finish() {
        Map<QueueKey, QueueWatch> byKey = new TreeMap<>();
        watches.forEach((id, watch) -> {
            watch.heads.finish();
            byKey.put(EventRows.key(id), watch);
        });
        return byKey;
    }
}
