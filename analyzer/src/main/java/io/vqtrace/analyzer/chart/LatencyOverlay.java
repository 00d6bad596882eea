package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * How long requests took in two traces, as cumulative distributions one over the other.
 *
 * @param nameA name of the trace of before
 * @param nameB name of the trace of after
 * @param notes what was left out, each a short clause
 * @param panels one per queue that both have, the one with the most requests first; at least one
 */
public record LatencyOverlay(String nameA, String nameB, List<String> notes, List<Panel> panels) {
    /** Takes copies of the collections. */
    public LatencyOverlay {
        notes = List.copyOf(notes);
        panels = List.copyOf(panels);
    }

    /**
     * The distributions of one queue.
     *
     * @param label device and queue
     * @param a distribution of before
     * @param b distribution of after
     * @param shifts percentiles of both
     */
    public record Panel(String label, Curve a, Curve b, List<Shift> shifts) {
        /** Takes copies of the collections. */
        public Panel {
            shifts = List.copyOf(shifts);
        }
    }

    /**
     * A cumulative distribution.
     *
     * @param ns latencies, ascending, above 0
     * @param share share of the requests that took no longer, from 0 to 1
     */
    public record Curve(double[] ns, double[] share) {}

    /**
     * A percentile of before and after.
     *
     * @param share which, from 0 to 1
     * @param fromNs its value before, above 0
     * @param toNs its value after, above 0
     * @param text what became of it, in a few words
     */
    public record Shift(double share, double fromNs, double toNs, String text) {}
}
