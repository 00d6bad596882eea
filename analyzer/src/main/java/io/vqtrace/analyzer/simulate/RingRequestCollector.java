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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Collects the requests that ended while a session opens: 16 bytes each, 16 more where publications or several ring
 * entries are known. Open requests are left out. For captures with a clock only. Used by one thread.
 */
final class RingRequestCollector implements EventConsumer {
    private static final int MAX_RING = 1 << 15;

    private static final class Columns {
        private final LongColumn taken = new LongColumn();
        private final LongColumn ended = new LongColumn();
        /** Shorter than the others if the publication of a request is unknown. */
        private final LongColumn waits = new LongColumn();

        private final LongColumn descriptors = new LongColumn();
    }

    private static final IntFunction<Columns> NEW_COLUMNS = id -> new Columns();

    private final QueueMap<Columns> queues = new QueueMap<>();

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(EventColumn.WAIT_NS, EventColumn.COUNT);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.is(i, EventKind.USED) && rows.knows(i, Observed.SINCE_NS)) {
                Columns columns = queues.get(rows.queueId(i), NEW_COLUMNS);
                columns.taken.add(rows.begin(i));
                columns.ended.add(rows.ts(i));
                if (rows.knows(i, Observed.WAIT_NS)) {
                    columns.waits.add(rows.waitNs(i));
                }
                long descriptors = rows.knows(i, Observed.COUNT) ? rows.count(i) : 1;
                columns.descriptors.add(Math.max(1, Math.min(descriptors, MAX_RING)));
            }
        }
    }

    /**
     * Returns what was collected, which is gone afterwards.
     *
     * @param counted whether the descriptors of a queue's requests are entries of its ring
     * @return by queue; queues without a request that ended are left out
     */
    Map<QueueKey, RingRequests> finish(Predicate<QueueKey> counted) {
        Map<QueueKey, RingRequests> requests = new TreeMap<>();
        queues.drain((key, columns) -> requests.put(key, requests(columns, counted.test(key))));
        return requests;
    }

    private static RingRequests requests(Columns columns, boolean counted) {
        long[] taken = columns.taken.drain();
        long[] order = new long[taken.length];
        Arrays.setAll(order, i -> i);
        NearlySorted.sort(taken, order);
        long[] ended = inOrder(columns.ended.drain(), order);
        long[] descriptors = columns.descriptors.drain();
        boolean several = counted && Arrays.stream(descriptors).anyMatch(n -> n > 1);
        boolean published = columns.waits.size() == taken.length;
        return new RingRequests(
                published ? arrivals(taken, inOrder(columns.waits.drain(), order)) : taken,
                published,
                taken,
                ended,
                several ? inOrder(descriptors, order) : null);
    }

    private static long[] inOrder(long[] values, long[] order) {
        long[] ordered = new long[values.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = values[(int) order[i]];
        }
        return ordered;
    }

    /** Publications never go back: where a wait was rounded or saturated, the request before it came no later. */
    private static long[] arrivals(long[] taken, long[] waits) {
        for (int i = 0; i < waits.length; i++) {
            waits[i] = taken[i] - waits[i];
            if (i > 0) {
                waits[i] = Math.max(waits[i], waits[i - 1]);
            }
        }
        return waits;
    }
}
