package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** Finds the state of each queue over time: from its depth, overlaid with its episodes. */
final class SaturationQuery {
    private static final int PIXELS_PER_ROW = 21;
    /** A slice in which requests were in flight for this share is busy, as in the verdict of the whole window. */
    private static final double BUSY_SHARE = 0.7;

    private SaturationQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return SaturationChart.draw(read(views, selected, options));
    }

    static StateStrip read(Views views, Scope selected, ChartOptions options) throws SQLException {
        Scope scope = selected.first(options.panels(PIXELS_PER_ROW));
        TimeBuckets buckets = scope.buckets(options.slices(1));
        List<StateStrip.Row> rows = new ArrayList<>();
        for (Scope.QueueRef queue : scope.queues()) {
            QueueState[] states = fromDepth(DepthQuery.levels(views, scope, queue, buckets), queue.supply());
            overlayEpisodes(views, scope, queue, buckets, states);
            rows.add(new StateStrip.Row(scope.label(queue), spans(scope, buckets, states)));
        }
        List<String> notes = new ArrayList<>();
        if (scope.lowerBound()) {
            notes.add(
                    "what waits in the ring is not observable: ring-full is proven where shown, not excluded elsewhere");
        }
        if (scope.queues().stream().anyMatch(q -> !q.supply() && q.size() == null)) {
            notes.add("without the ring's size ring-full cannot be shown");
        }
        int left = selected.queues().size() - scope.queues().size();
        return new StateStrip(scope.header(notes, left, "queue"), rows);
    }

    private static QueueState[] fromDepth(DepthBuckets levels, boolean supply) {
        double[] max = levels.max();
        double[] busyShare = levels.busyShare();
        QueueState[] states = new QueueState[max.length];
        for (int i = 0; i < states.length; i++) {
            boolean idle = Double.isNaN(max[i]) || max[i] == 0;
            boolean busy = !supply && busyShare[i] >= BUSY_SHARE;
            states[i] = idle ? QueueState.IDLE : busy ? QueueState.BUSY : QueueState.OK;
        }
        return states;
    }

    private static void overlayEpisodes(
            Views views, Scope scope, Scope.QueueRef queue, TimeBuckets buckets, QueueState[] states)
            throws SQLException {
        views.each(
                """
                select kind, start_ns, end_ns from episodes
                where device_id = ? and queue = ? and end_ns > ? and start_ns < ?""",
                row -> {
                    QueueState state = QueueState.of(row.getString("kind"));
                    long first = Math.max(0, buckets.indexOf(row.getLong("start_ns")));
                    long last = Math.min(states.length - 1L, buckets.indexOf(row.getLong("end_ns") - 1));
                    for (int i = (int) first; i <= last; i++) {
                        states[i] = states[i].compareTo(state) < 0 ? state : states[i];
                    }
                },
                queue.deviceId(),
                queue.queue(),
                scope.fromNs(),
                scope.toNs());
    }

    private static List<StateStrip.Span> spans(Scope scope, TimeBuckets buckets, QueueState[] states) {
        List<StateStrip.Span> spans = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= states.length; i++) {
            if (i == states.length || states[i] != states[start]) {
                spans.add(new StateStrip.Span(
                        states[start],
                        Math.max(scope.fromNs(), buckets.startNs(start)),
                        Math.min(scope.toNs(), buckets.startNs(i))));
                start = i;
            }
        }
        return spans;
    }
}
