package io.vqtrace.analyzer.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The stretches of time in which events of one queue were lost: disjoint, in order, ends included. */
public final class LostSpans {
    /**
     * One stretch.
     *
     * @param startNs begin, nanoseconds since the epoch
     * @param endNs end, included
     */
    public record Span(long startNs, long endNs) {}

    /** Nothing was lost. */
    public static final LostSpans NONE = new LostSpans(List.of());

    private final List<Span> spans;

    private LostSpans(List<Span> spans) {
        this.spans = spans;
    }

    /**
     * Merges stretches.
     *
     * @param found stretches in any order, overlapping or not
     * @return them without overlap
     */
    public static LostSpans of(List<Span> found) {
        List<Span> merged = new ArrayList<>();
        for (Span span :
                found.stream().sorted(Comparator.comparingLong(Span::startNs)).toList()) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.startNs() <= last.endNs()) {
                merged.set(merged.size() - 1, new Span(last.startNs(), Math.max(last.endNs(), span.endNs())));
            } else {
                merged.add(span);
            }
        }
        return merged.isEmpty() ? NONE : new LostSpans(List.copyOf(merged));
    }

    /**
     * Returns the stretches.
     *
     * @return disjoint and in order
     */
    public List<Span> spans() {
        return spans;
    }

    /**
     * Tells whether events were lost in an interval.
     *
     * @param fromNs begin of the interval
     * @param toNs end of the interval, included
     * @return true if a stretch meets it
     */
    public boolean meet(long fromNs, long toNs) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).endNs() < fromNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < spans.size() && spans.get(low).startNs() <= toNs;
    }
}
