package io.vqtrace.analyzer.slice;

import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.OpenRequests;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which snapshots belong into a slice. One from before its begin may be of a request that was used before it as well,
 * whose record is not in the slice: there it would look open. It is kept only if its request is open for good.
 */
final class OpenRows {
    private final long fromNs;
    private final Set<Identity> open = new HashSet<>();

    private record Identity(int device, int queue, long ts, long sinceNs, int head) {}

    private OpenRows(long fromNs) {
        this.fromNs = fromNs;
    }

    static OpenRows of(TraceFiles files, EventFilter filter) throws IOException {
        OpenRows rows = new OpenRows(filter.fromNs());
        Map<EventKind, Long> counts = files.manifest().byKind();
        boolean any = counts == null || counts.getOrDefault(EventKind.OPEN, 0L) > 0;
        if (any && filter.fromNs() != Long.MIN_VALUE) {
            rows.find(files, filter);
        }
        return rows;
    }

    private void find(TraceFiles files, EventFilter filter) throws IOException {
        OpenRequests requests = new OpenRequests();
        Set<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        columns.addAll(requests.columns());
        try (EventScan scan = files.scan(columns, filter)) {
            scan.show(List.of(requests));
        }
        for (Map<EventColumn, Long> row : requests.resolve(files)) {
            open.add(new Identity(
                    row.get(EventColumn.DEVICE).intValue(),
                    row.get(EventColumn.QUEUE).intValue(),
                    row.get(EventColumn.TS),
                    row.get(EventColumn.SINCE_NS),
                    row.get(EventColumn.HEAD).intValue()));
        }
    }

    boolean belongs(EventRow row) {
        return row.kind != EventKind.OPEN.code()
                || row.ts >= fromNs
                || open.contains(new Identity(row.device, row.queue, row.ts, row.sinceNs, row.head));
    }
}
