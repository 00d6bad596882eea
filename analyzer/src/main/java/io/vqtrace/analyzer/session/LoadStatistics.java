package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** What a load came across: counts by kind, queues, and stretches with lost events. */
final class LoadStatistics implements EventConsumer {
    private static final int PROBE = 1 << 16;

    private final long[] byKind = new long[EventKind.values().length + 1];
    private final QueueMap<Boolean> seen = new QueueMap<>();
    private final Set<Integer> devices = new TreeSet<>();
    private final SortedSet<QueueKey> queues = new TreeSet<>();
    private final Gaps gaps = new Gaps();
    private boolean agedInterrupts;
    private boolean waits;
    private int probed;

    @Override
    public Set<EventColumn> columns() {
        return Set.of(EventColumn.COUNT);
    }

    @Override
    public void accept(EventRows rows) {
        IntFunction<Boolean> newQueue = this::newQueue;
        for (int i = 0; i < rows.size(); i++) {
            byte kind = rows.kind(i);
            byKind[kind]++;
            seen.get(rows.queueId(i), newQueue);
            if (kind == EventKind.GAP.code()) {
                long lost = rows.knows(i, Observed.COUNT) ? rows.count(i) : 1;
                gaps.add(EventRows.key(rows.queueId(i)), rows.begin(i), rows.ts(i), lost);
            } else if (kind == EventKind.USED.code()) {
                waits |= rows.knows(i, Observed.WAIT_NS);
            } else if (kind == EventKind.INTERRUPT.code() && probed < PROBE) {
                // Whether a capture shows the age of what an interrupt delivers does not change on the way.
                probed++;
                agedInterrupts |= rows.knows(i, Observed.SINCE_NS);
            }
        }
    }

    long count(EventKind kind) {
        return byKind[kind.code()];
    }

    long rows() {
        long sum = 0;
        for (long count : byKind) {
            sum += count;
        }
        return sum;
    }

    /** Tells whether interrupts carry the age of the oldest completion that they deliver. */
    boolean agedInterrupts() {
        return agedInterrupts;
    }

    private Boolean newQueue(int queueId) {
        QueueKey key = EventRows.key(queueId);
        if (key.device() != Gaps.NO_DEVICE) {
            devices.add(key.device());
        }
        if (key.queue() != EventColumn.NO_QUEUE) {
            queues.add(key);
        }
        return Boolean.TRUE;
    }

    /** Returns the queues that any event names. */
    SortedSet<QueueKey> queues() {
        return queues;
    }

    /** Returns the devices that any event names. */
    Set<Integer> devices() {
        return devices;
    }

    /** Tells whether requests carry the time from their publication. */
    boolean waits() {
        return waits;
    }

    Gaps gaps() {
        return gaps;
    }
}
