package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what the backends refused, by queue and reason. */
final class FaultCounts implements EventConsumer {
    private static final String UNKNOWN = "unknown";

    private final Map<QueueKey, SortedMap<String, Long>> counts = new HashMap<>();

    @Override
    public Set<EventColumn> columns() {
        return Set.of(EventColumn.VALUE);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.is(i, EventKind.FAULT)) {
                String reason = rows.knows(i, Observed.VALUE) ? name(rows.value(i, EventColumn.VALUE)) : UNKNOWN;
                counts.computeIfAbsent(EventRows.key(rows.queueId(i)), key -> new TreeMap<>())
                        .merge(reason, 1L, Long::sum);
            }
        }
    }

    private static String name(long code) {
        FaultReason reason = FaultReason.ofCode(code);
        return reason == null ? "reason " + code : reason.label();
    }

    /** Returns the number of faults by reason, for the queues that have any. */
    Map<QueueKey, SortedMap<String, Long>> counts() {
        return counts;
    }
}
