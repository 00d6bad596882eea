package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the requests of a whole trace without loading it. A recorder snapshots what is open again and again, so that
 * OPEN rows repeat; the kind of every event and the few batches with such rows are all that is read.
 */
public final class RequestCount {
    private static final Set<EventColumn> COLUMNS = EnumSet.copyOf(EventRows.COLUMNS);

    static {
        COLUMNS.add(EventColumn.HEAD);
    }

    private final TraceFiles files;

    private RequestCount(TraceFiles files) {
        this.files = files;
    }

    /**
     * Counts.
     *
     * @param files the trace
     * @return requests, open and returned ones included
     * @throws IOException if the trace cannot be read
     */
    public static long of(TraceFiles files) throws IOException {
        Map<EventKind, Long> counts = files.manifest().byKind();
        RequestCount count = new RequestCount(files);
        if (counts == null) {
            return count.rows(EventKind.USED) + count.open();
        }
        long used = counts.getOrDefault(EventKind.USED, 0L);
        long open = counts.getOrDefault(EventKind.OPEN, 0L);
        // An importer snapshots once, at the end.
        return used + (open == 0 || !files.manifest().recorded() ? open : count.open());
    }

    private long rows(EventKind kind) throws IOException {
        long rows = 0;
        try (EventScan scan = files.scan(Set.of(EventColumn.KIND), EventFilter.ALL)) {
            EventBlock block = scan.nextBatch(null);
            for (; block != null; block = scan.nextBatch(block)) {
                rows += count(block, kind);
            }
        }
        return rows;
    }

    private long open() throws IOException {
        BitSet snapshots = new BitSet();
        try (EventScan scan = files.scan(Set.of(EventColumn.KIND), EventFilter.ALL)) {
            EventBlock block = scan.nextBatch(null);
            for (int batch = 0; block != null; block = scan.nextBatch(block)) {
                snapshots.set(batch++, count(block, EventKind.OPEN) > 0);
            }
        }
        OpenRequests open = new OpenRequests();
        try (EventScan scan = files.scan(COLUMNS, EventFilter.ALL)) {
            for (int batch = 0; batch < snapshots.length() && scan.peekRows() >= 0; batch++) {
                if (snapshots.get(batch)) {
                    EventRows.show(scan.nextBatch(null), List.of(open));
                } else {
                    scan.skip();
                }
            }
        }
        return open.resolve(files).size();
    }

    private static long count(EventBlock block, EventKind kind) {
        ByteBuffer kinds = block.column(EventColumn.KIND);
        long rows = 0;
        for (int i = 0; i < block.rows(); i++) {
            rows += kinds.get(i) == kind.code() ? 1 : 0;
        }
        return rows;
    }
}
