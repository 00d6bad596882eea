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
 * Collects the requests of all queues while events are loaded, then sweeps each queue. Takes 16 bytes per request, 32
 * where descriptors or publications count. For captures with a clock only.
 */
public final class Sweep implements EventConsumer {
    private static final int MAX_RING = 1 << 15;

    private final QueueMap<QueueSamples> samples = new QueueMap<>();
    private final QueueMap<LongColumn> publications = new QueueMap<>();
    private final IntFunction<QueueSamples> newSamples = this::newSamples;
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
                    int descriptors = rows.knows(i, Observed.COUNT) ? (int) rows.count(i) : 1;
                    firstPopNs = Math.min(firstPopNs, pop);
                    samples(rows.queueId(i)).add(avail, pop, rows.ts(i), !rows.unserved(i), descriptors);
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

    private QueueSamples newSamples(int queueId) {
        // Without INDIRECT a request takes an entry per descriptor; unknown counts one, as a lower bound.
        return new QueueSamples(
                Boolean.FALSE.equals(facts.apply(EventRows.key(queueId)).indirect()));
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
            int descriptors =
                    (flags & Observed.COUNT) != 0 ? row.get(EventColumn.COUNT).intValue() : 1;
            firstPopNs = Math.min(firstPopNs, pop);
            samples(id).add(avail, pop, firstResetAfter(device, pop), false, descriptors);
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
     * @return a result for each queue that had a request
     */
    public Map<QueueKey, QueueSweep> finish(long startNs, long endNs, SaturationOptions options) {
        publications.drain(this::addUntaken);
        List<Task> tasks = new ArrayList<>();
        samples.drain((key, queue) -> tasks.add(
                new Task(key, queue, new QueueSweeper(facts.apply(key), options, startNs, Math.max(startNs, endNs)))));
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

    /** A ring is taken from in order, so that what was published beyond the requests seen is its end. */
    private void addUntaken(QueueKey key, LongColumn published) {
        QueueSamples queue = samples(key.device() << Short.SIZE | key.queue());
        long[] times = published.drain();
        Arrays.sort(times);
        for (int i = queue.publishedSince(times[0]); i < times.length; i++) {
            queue.addUntaken(times[i]);
        }
    }
}
