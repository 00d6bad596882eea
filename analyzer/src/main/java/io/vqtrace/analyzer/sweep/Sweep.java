package io.vqtrace.analyzer.sweep;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Collects the requests of all queues while events are loaded, then sweeps each queue. Takes 16 bytes per request, 8
 * more where its publication is known and 24 more where it takes several ring entries. For captures with a clock only.
 */
public final class Sweep implements EventConsumer {
    private static final int MAX_RING = 1 << 15;

    private final QueueMap<QueueSamples> samples = new QueueMap<>();
    private final QueueMap<LongColumn> publications = new QueueMap<>();
    private final QueueMap<Boolean> counted = new QueueMap<>();
    private final IntFunction<QueueSamples> newSamples = id -> new QueueSamples();
    private final IntFunction<Boolean> newCounted = this::isCounted;
    private final Function<QueueKey, QueueFacts> facts;
    private final Map<Integer, long[]> resets;
    private long firstPopNs = Long.MAX_VALUE;

    /**
     * Makes an empty collection.
     *
     * @param facts what is known of each queue
     * @param resets times of the resets of each device id, ascending
     */
    public Sweep(Function<QueueKey, QueueFacts> facts, Map<Integer, long[]> resets) {
        this.facts = facts;
        this.resets = resets;
    }

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(EventColumn.WAIT_NS, EventColumn.COUNT);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.is(i, EventKind.USED)) {
                if (rows.knows(i, Observed.SINCE_NS)) {
                    long pop = rows.begin(i);
                    long avail = rows.knows(i, Observed.WAIT_NS) ? pop - rows.waitNs(i) : QueueSamples.NEVER;
                    int id = rows.queueId(i);
                    int entries = rows.knows(i, Observed.COUNT) ? entries(id, rows.count(i)) : 1;
                    firstPopNs = Math.min(firstPopNs, pop);
                    samples(id).add(avail, pop, rows.ts(i), !rows.unserved(i), entries);
                }
            } else if (rows.is(i, EventKind.AVAIL) && rows.knows(i, Observed.COUNT)) {
                LongColumn published = publications.get(rows.queueId(i), id -> new LongColumn());
                // A ring has at most 2^15 entries: more was never published at once.
                for (long n = Math.min(rows.count(i), MAX_RING); n > 0; n--) {
                    published.add(rows.ts(i));
                }
            }
        }
    }

    private QueueSamples samples(int queueId) {
        return samples.get(queueId, newSamples);
    }

    private Boolean isCounted(int queueId) {
        return facts.apply(EventRows.key(queueId)).entries() == QueueFacts.Entries.COUNTED;
    }

    /** Returns the ring entries of a request with so many descriptors. */
    private int entries(int queueId, long descriptors) {
        return counted.get(queueId, newCounted) ? (int) Math.min(descriptors, 2L * MAX_RING) : 1;
    }

    /**
     * Adds the requests that are open at the end of the trace. A device reset drops what the device has taken, so that
     * for the depth an open request ends at the first reset after its pop.
     *
     * @param open rows by column
     */
    public void addOpen(List<Map<EventColumn, Long>> open) {
        for (Map<EventColumn, Long> row : open) {
            long flags = row.get(EventColumn.FLAGS);
            if ((flags & Observed.SINCE_NS) == 0) {
                continue;
            }
            long pop = row.get(EventColumn.TS) - row.get(EventColumn.SINCE_NS);
            int device = row.get(EventColumn.DEVICE).intValue();
            int id = device << Short.SIZE | row.get(EventColumn.QUEUE).intValue();
            long avail = (flags & Observed.WAIT_NS) != 0 ? pop - row.get(EventColumn.WAIT_NS) : QueueSamples.NEVER;
            int entries = (flags & Observed.COUNT) != 0 ? entries(id, row.get(EventColumn.COUNT)) : 1;
            firstPopNs = Math.min(firstPopNs, pop);
            samples(id).add(avail, pop, firstResetAfter(device, pop), false, entries);
        }
    }

    private long firstResetAfter(int device, long popNs) {
        long[] times = resets.getOrDefault(device, new long[0]);
        int at = Arrays.binarySearch(times, popNs);
        at = at < 0 ? -at - 1 : at;
        return at < times.length ? times[at] : QueueSamples.NEVER;
    }

    /**
     * Returns when the first request was taken.
     *
     * @return its time, {@link Long#MAX_VALUE} if there is none
     */
    public long firstPopNs() {
        return firstPopNs;
    }

    /**
     * Sweeps all queues; the collected samples are gone afterwards.
     *
     * @param startNs begin of the window
     * @param endNs end of the window
     * @param options thresholds
     * @param lost when events of a queue were lost
     * @return a result for each queue that had a request
     */
    public Map<QueueKey, QueueSweep> finish(
            long startNs, long endNs, SaturationOptions options, Function<QueueKey, LostSpans> lost) {
        publications.drain(this::addUntaken);
        List<Task> tasks = new ArrayList<>();
        samples.drain((key, queue) -> tasks.add(new Task(
                key,
                queue,
                new QueueSweeper(facts.apply(key), lost.apply(key), options, startNs, Math.max(startNs, endNs)))));
        Map<QueueKey, QueueSweep> results = new TreeMap<>();
        tasks.parallelStream().map(Task::run).toList().forEach(done -> results.put(done.key(), done.sweep()));
        return results;
    }

    private record Task(QueueKey key, QueueSamples samples, QueueSweeper sweeper) {
        private Result run() {
            return new Result(key, sweeper.sweep(samples));
        }
    }

    private record Result(QueueKey key, QueueSweep sweep) {}

    private void addUntaken(QueueKey key, LongColumn published) {
        long[] times = published.drain();
        Arrays.sort(times);
        samples(key.device() << Short.SIZE | key.queue()).addUntaken(times);
    }
}
