package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the requests that are open at the end of a trace: the OPEN rows of each queue's last snapshot that no USED row
 * of the same device, queue, head and pop time closes. Keeps one snapshot per queue. Not thread-safe.
 */
public final class OpenRequests implements EventConsumer {
    private static final Set<EventColumn> MATCHED = EnumSet.of(
            EventColumn.TS,
            EventColumn.SINCE_NS,
            EventColumn.KIND,
            EventColumn.FLAGS,
            EventColumn.DEVICE,
            EventColumn.QUEUE,
            EventColumn.HEAD);

    private final Map<Integer, Snapshot> lastSnapshots = new HashMap<>();

    /** The rows that one queue's snapshot wrote at one time. */
    private static final class Snapshot {
        private final long ts;
        private final List<Map<EventColumn, Long>> rows = new ArrayList<>();

        private Snapshot(long ts) {
            this.ts = ts;
        }
    }

    private record Match(int queueId, long head, long popNs) {}

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(EventColumn.HEAD);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.is(i, EventKind.OPEN)) {
                add(rows, i);
            }
        }
    }

    private void add(EventRows rows, int row) {
        long ts = rows.ts(row);
        Snapshot last = lastSnapshots.get(rows.queueId(row));
        if (last == null || last.ts < ts) {
            last = new Snapshot(ts);
            lastSnapshots.put(rows.queueId(row), last);
        }
        if (last.ts == ts) {
            Map<EventColumn, Long> values = new EnumMap<>(EventColumn.class);
            for (EventColumn column : rows.columns()) {
                values.put(column, rows.value(row, column));
            }
            last.rows.add(values);
        }
    }

    /**
     * Returns the open requests after all rows were seen. Reads the end of the trace again if snapshots carry heads,
     * from the oldest of these requests on, since a request may have been used after the last snapshot of its queue.
     *
     * @param files the trace whose rows were seen
     * @return the values of each open request by column, as far as they were loaded
     * @throws IOException if the trace cannot be read
     */
    public List<Map<EventColumn, Long>> resolve(TraceFiles files) throws IOException {
        Map<Match, Map<EventColumn, Long>> closable = new HashMap<>();
        List<Map<EventColumn, Long>> open = new ArrayList<>();
        long first = Long.MAX_VALUE;
        for (Snapshot snapshot : lastSnapshots.values()) {
            for (Map<EventColumn, Long> row : snapshot.rows) {
                int identified = Observed.HEAD | Observed.SINCE_NS;
                if ((row.get(EventColumn.FLAGS) & identified) == identified) {
                    closable.put(match(row), row);
                    // Not the snapshot's time: a thread can be held up between its clock reading and the row.
                    first = Math.min(first, row.get(EventColumn.TS) - row.get(EventColumn.SINCE_NS));
                } else {
                    open.add(row);
                }
            }
        }
        if (!closable.isEmpty()) {
            EventFilter after = new EventFilter(first, Long.MAX_VALUE, null, null);
            try (EventScan scan = files.scan(MATCHED, after)) {
                dropClosed(scan, closable.keySet());
            }
        }
        open.addAll(closable.values());
        return open;
    }

    private static Match match(Map<EventColumn, Long> row) {
        int queueId = (int) (row.get(EventColumn.DEVICE) << Short.SIZE | row.get(EventColumn.QUEUE));
        return new Match(queueId, row.get(EventColumn.HEAD), row.get(EventColumn.TS) - row.get(EventColumn.SINCE_NS));
    }

    private static void dropClosed(EventScan scan, Collection<Match> closable) throws IOException {
        EventConsumer closing = new EventConsumer() {
            @Override
            public Set<EventColumn> columns() {
                return MATCHED;
            }

            @Override
            public void accept(EventRows rows) {
                for (int i = 0; i < rows.size(); i++) {
                    if (rows.is(i, EventKind.USED)) {
                        closable.remove(new Match(rows.queueId(i), rows.value(i, EventColumn.HEAD), rows.begin(i)));
                    }
                }
            }
        };
        scan.show(List.of(closing));
    }
}
