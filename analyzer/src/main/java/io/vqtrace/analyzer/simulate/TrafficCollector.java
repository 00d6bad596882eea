package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.analyzer.sweep.LongColumn;
import io.vqtrace.analyzer.sweep.NearlySorted;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Collects what simulations replay while a session opens: 24 bytes a request, 8 more where its publication is known, 8 an
 * interrupt and 16 a decision about one. For captures with a clock only. Used by one thread.
 */
public final class TrafficCollector implements EventConsumer {
    private static final class Columns {
        private final LongColumn used = new LongColumn();
        private final LongColumn taken = new LongColumn();
        private final LongColumn service = new LongColumn();
        private final LongColumn published = new LongColumn();
        private final LongColumn interrupts = new LongColumn();
        private final Decisions decisions = new Decisions();
    }

    private static final IntFunction<Columns> NEW_COLUMNS = id -> new Columns();

    private final QueueMap<Columns> queues = new QueueMap<>();

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(EventColumn.WAIT_NS, EventColumn.VALUE);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.is(i, EventKind.USED)) {
                used(rows, i);
            } else if (rows.is(i, EventKind.INTERRUPT)) {
                Columns columns = queues.get(rows.queueId(i), NEW_COLUMNS);
                columns.interrupts.add(rows.ts(i));
                if (rows.knows(i, Observed.SINCE_NS)) {
                    columns.decisions.interrupt(rows.ts(i), columns.used.size());
                }
            } else if (rows.is(i, EventKind.INTERRUPT_SUPPRESSED)) {
                SuppressionReason reason = SuppressionReason.ofCode(rows.value(i, EventColumn.VALUE));
                if (reason != null) {
                    Columns columns = queues.get(rows.queueId(i), NEW_COLUMNS);
                    columns.decisions.suppression(rows.ts(i), reason, columns.used.size());
                }
            }
        }
    }

    private void used(EventRows rows, int row) {
        if (rows.unserved(row)) {
            return;
        }
        Columns columns = queues.get(rows.queueId(row), NEW_COLUMNS);
        long used = rows.ts(row);
        columns.used.add(used);
        if (rows.knows(row, Observed.SINCE_NS)) {
            long taken = rows.begin(row);
            columns.taken.add(taken);
            columns.service.add(used - taken);
            if (rows.knows(row, Observed.WAIT_NS)) {
                columns.published.add(taken - rows.waitNs(row));
            }
        }
    }

    /**
     * Returns what was collected, which is gone afterwards.
     *
     * @return by queue; queues without a completion or an interrupt are left out
     */
    public Map<QueueKey, QueueTraffic> finish() {
        Map<QueueKey, QueueTraffic> traffic = new TreeMap<>();
        queues.drain((key, columns) -> traffic.put(key, traffic(columns)));
        return traffic;
    }

    private static QueueTraffic traffic(Columns columns) {
        long[] used = sorted(columns.used);
        long[] taken = columns.taken.drain();
        long[] service = columns.service.drain();
        NearlySorted.sort(taken, service);
        long[] published = sorted(columns.published);
        boolean took = taken.length == used.length;
        return new QueueTraffic(
                used,
                took ? taken : new long[0],
                took ? service : new long[0],
                took && used.length > 0 && published.length == used.length ? published : null,
                columns.decisions.notices(used),
                sorted(columns.interrupts));
    }

    private static long[] sorted(LongColumn column) {
        long[] values = column.drain();
        NearlySorted.sort(values);
        return values;
    }
}
