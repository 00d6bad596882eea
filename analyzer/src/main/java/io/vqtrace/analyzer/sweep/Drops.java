package io.vqtrace.analyzer.sweep;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects when each queue lost payload. For captures with a clock only. */
public final class Drops implements EventConsumer {
    /**
     * What one queue lost.
     *
     * @param bytes sum of the bytes, null where not observed
     * @param episodes stretches of drops, in order; without a depth
     */
    public record Result(Long bytes, List<ConditionEpisode> episodes) {}

    private static final class Lost {
        private final LongColumn times = new LongColumn();
        private long bytes;
        private boolean sized;
    }

    private final QueueMap<Lost> queues = new QueueMap<>();

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(EventColumn.VALUE);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.is(i, EventKind.DROP)) {
                Lost lost = queues.get(rows.queueId(i), id -> new Lost());
                lost.times.add(rows.ts(i));
                if (rows.knows(i, Observed.VALUE)) {
                    lost.sized = true;
                    lost.bytes += rows.value(i, EventColumn.VALUE);
                }
            }
        }
    }

    /**
     * Joins the drops into episodes; what was collected is gone afterwards.
     *
     * @param options how long a dip may be
     * @return a result for each queue with a drop
     */
    public Map<QueueKey, Result> finish(SaturationOptions options) {
        Map<QueueKey, Result> results = new TreeMap<>();
        queues.drain((key, lost) -> {
            long[] times = lost.times.drain();
            NearlySorted.sort(times);
            EpisodeBuilder episodes = new EpisodeBuilder(options);
            for (long ns : times) {
                episodes.add(ns, ns, 0);
            }
            results.put(key, new Result(lost.sized ? lost.bytes : null, episodes.finish()));
        });
        return results;
    }
}
