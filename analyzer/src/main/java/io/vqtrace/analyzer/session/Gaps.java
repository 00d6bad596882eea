package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.sweep.LostSpans;
import io.vqtrace.trace.EventColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the recorder lost events: GAP rows, each of one queue, of a device as a whole, or of no device, which concerns
 * everything.
 */
public final class Gaps {
    /** Stands for no device in the same way as {@link EventColumn#NO_QUEUE} stands for no queue. */
    static final int NO_DEVICE = EventColumn.NO_QUEUE;

    private static final QueueKey EVERYTHING = new QueueKey(NO_DEVICE, EventColumn.NO_QUEUE);

    private final Map<QueueKey, List<LostSpans.Span>> found = new HashMap<>();
    private final Map<QueueKey, LostSpans> merged = new HashMap<>();
    private long rows;
    private long lost;
    private long longestNs;

    Gaps() {}

    void add(QueueKey key, long startNs, long endNs, long events) {
        rows++;
        lost += events;
        longestNs = Math.max(longestNs, endNs - startNs);
        QueueKey whose = key.device() == NO_DEVICE ? EVERYTHING : key;
        found.computeIfAbsent(whose, any -> new ArrayList<>()).add(new LostSpans.Span(startNs, endNs));
    }

    /**
     * Returns how many gaps there are.
     *
     * @return GAP rows in the window
     */
    public long rows() {
        return rows;
    }

    /**
     * Returns how many events they say were lost.
     *
     * @return the sum of their counts
     */
    public long lost() {
        return lost;
    }

    /**
     * Returns the length of the longest.
     *
     * @return nanoseconds
     */
    public long longestNs() {
        return longestNs;
    }

    /**
     * Returns when events of a queue were lost, so far as is known.
     *
     * @param key the queue
     * @return the stretches of its own gaps, its device's and those of everything
     */
    public LostSpans of(QueueKey key) {
        return found.isEmpty() ? LostSpans.NONE : merged.computeIfAbsent(key, this::merge);
    }

    private LostSpans merge(QueueKey key) {
        List<LostSpans.Span> spans = new ArrayList<>(found.getOrDefault(key, List.of()));
        spans.addAll(found.getOrDefault(new QueueKey(key.device(), EventColumn.NO_QUEUE), List.of()));
        spans.addAll(found.getOrDefault(EVERYTHING, List.of()));
        return LostSpans.of(spans);
    }
}
