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

    private static final long HELD_UP_NS = 10_000_000_000L;

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
     * Returns the open requests after all rows were seen. Reads again what follows the snapshots if they carry heads,
     * since a request may have been used after the last snapshot of its queue; of earlier segments than the last only
     * as much as it takes to find these.
     *
     * @param files the trace whose rows were seen
     * @return the values of each open request by column, as far as they were loaded
     * @throws IOException if the trace cannot be read
     */
    public List<Map<EventColumn, Long>> resolve(TraceFiles files) throws IOException {
        Map<Match, Map<EventColumn, Long>> recent = new HashMap<>();
        Map<Match, Map<EventColumn, Long>> earlier = new HashMap<>();
        List<Map<EventColumn, Long>> open = new ArrayList<>();
        long lastSegmentNs = lastSegmentNs(files);
        for (Snapshot snapshot : lastSnapshots.values()) {
            for (Map<EventColumn, Long> row : snapshot.rows) {
                int identified = Observed.HEAD | Observed.SINCE_NS;
                if ((row.get(EventColumn.FLAGS) & identified) == identified) {
                    (snapshot.ts >= lastSegmentNs ? recent : earlier).put(match(row), row);
                } else {
                    open.add(row);
                }
            }
        }
        dropClosed(files, earlier);
        dropClosed(files, recent);
        open.addAll(earlier.values());
        open.addAll(recent.values());
        return open;
    }

    private static long lastSegmentNs(TraceFiles files) {
        Long first = files.segments().isEmpty()
                ? null
                : files.segments().get(files.segments().size() - 1).firstNs();
        return first == null ? Long.MIN_VALUE : first;
    }

    private static Match match(Map<EventColumn, Long> row) {
        int queueId = (int) (row.get(EventColumn.DEVICE) << Short.SIZE | row.get(EventColumn.QUEUE));
        return new Match(queueId, row.get(EventColumn.HEAD), row.get(EventColumn.TS) - row.get(EventColumn.SINCE_NS));
    }

    private static void dropClosed(TraceFiles files, Map<Match, Map<EventColumn, Long>> closable) throws IOException {
        long first = closable.values().stream()
                .mapToLong(OpenRequests::earliestEnd)
                .min()
                .orElse(Long.MAX_VALUE);
        List<EventConsumer> closing = List.of(new Closing(closable.keySet()));
        try (EventScan scan = files.scan(MATCHED, new EventFilter(first, Long.MAX_VALUE, null, null))) {
            while (!closable.isEmpty() && scan.showNext(closing)) {
                continue;
            }
        }
    }

    /** Not the snapshot's time: a thread can be held up between its clock reading and the row. */
    private static long earliestEnd(Map<EventColumn, Long> row) {
        return row.get(EventColumn.TS) - Math.min(row.get(EventColumn.SINCE_NS), HELD_UP_NS);
    }

    /** Takes the requests of the USED rows that it sees out of a set. */
    private record Closing(Collection<Match> closable) implements EventConsumer {
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
    }
}
