package io.vqtrace.analyzer.chart;

import java.util.List;

/**
 * Which queue is in which state when.
 *
 * @param header what the chart says about itself
 * @param rows one per queue, the one with the most requests first
 */
record StateStrip(ChartHeader header, List<Row> rows) {
    StateStrip {
        rows = List.copyOf(rows);
    }

    /**
     * One queue.
     *
     * @param label device and queue
     * @param spans states in time order, without overlap
     */
    record Row(String label, List<Span> spans) {
        Row {
            spans = List.copyOf(spans);
        }
    }

    /**
     * A time in one state.
     *
     * @param state the state
     * @param startNs start, nanoseconds since the Unix epoch
     * @param endNs end, after the start
     */
    record Span(QueueState state, long startNs, long endNs) {}
}
