package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** What a load came across: counts by kind, queues, and stretches with lost events. */
final class LoadStatistics implements EventConsumer {
    /** A stretch of time in which events were lost; ends included. */
    record Gap(long startNs, long endNs) {}

    private static final int PROBE = 1 << 16;

    private final long[] byKind = new long[EventKind.values().length + 1];
    private final QueueMap<Boolean> seen = new QueueMap<>();
    private final Set<Integer> devices = new TreeSet<>();
    private final SortedSet<QueueKey> queues = new TreeSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean agedInterrupts;
    private int probed;

    @Override
    public Set<EventColumn> columns() {
        return Set.of();
    }

    @Override
    public void accept(EventRows rows) {
        IntFunction<Boolean> newQueue = this::newQueue;
        for (int i = 0; i < rows.size(); i++) {
            byte kind = rows.kind(i);
            byKind[kind]++;
            seen.get(rows.queueId(i), newQueue);
            if (kind == EventKind.GAP.code()) {
                gaps.add(new Gap(rows.begin(i), rows.ts(i)));
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
        devices.add(key.device());
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

    /** Returns the gaps in order and without overlap. */
    List<Gap> gaps() {
        List<Gap> merged = new ArrayList<>();
        gaps.sort(Comparator.comparingLong(Gap::startNs));
        for (Gap gap : gaps) {
            Gap last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && gap.startNs() <= last.endNs()) {
                merged.set(merged.size() - 1, new Gap(last.startNs(), Math.max(last.endNs(), gap.endNs())));
            } else {
                merged.add(gap);
            }
        }
        return merged;
    }
}
