package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** Takes requests in flight from the view {@code depth}, and the plateau from {@code episodes}. */
final class DepthQuery {
    private static final int PIXELS_PER_SLICE = 2;
    private static final int PANEL_HEIGHT = 68;

    private DepthQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return DepthChart.draw(read(views, selected, options));
    }

    static DepthSeries read(Views views, Scope selected, ChartOptions options) throws SQLException {
        Scope requests = selected.requestQueues();
        Scope scope = requests.first(options.panels(PANEL_HEIGHT));
        TimeBuckets buckets = scope.buckets(options.slices(PIXELS_PER_SLICE));
        List<DepthSeries.Panel> panels = new ArrayList<>();
        for (Scope.QueueRef queue : scope.queues()) {
            DepthBuckets levels = levels(views, scope, queue, buckets);
            panels.add(new DepthSeries.Panel(
                    scope.label(queue),
                    levels.max(),
                    levels.mean(),
                    outstanding(views, scope, queue, buckets),
                    queue.size(),
                    plateau(views, scope, queue)));
        }
        List<String> notes = new ArrayList<>();
        notes.add("in flight: taken from the ring and not yet returned"
                + (scope.lowerBound() ? ", a lower bound of the ring's occupancy" : ""));
        if (panels.stream().anyMatch(panel -> panel.outstanding() != null)) {
            notes.add("outstanding: published and not yet returned");
        }
        if (scope.queues().stream().anyMatch(q -> Boolean.FALSE.equals(q.indirect()))) {
            notes.add("the ring counts descriptors, and without indirect ones a request takes one per buffer");
        }
        int left = requests.queues().size() - scope.queues().size();
        return new DepthSeries(scope.header(notes, left, "queue"), buckets, panels);
    }

    /** The levels in flight of one queue over the shown time. */
    static DepthBuckets levels(Views views, Scope scope, Scope.QueueRef queue, TimeBuckets buckets)
            throws SQLException {
        return levels("in_flight", views, scope, queue, buckets);
    }

    private static DepthSeries.Levels outstanding(Views views, Scope scope, Scope.QueueRef queue, TimeBuckets buckets)
            throws SQLException {
        DepthBuckets levels = levels("outstanding", views, scope, queue, buckets);
        boolean known = Arrays.stream(levels.max()).anyMatch(max -> !Double.isNaN(max));
        return known ? new DepthSeries.Levels(levels.max(), levels.mean()) : null;
    }

    /** @param what begins the names of the view's columns */
    private static DepthBuckets levels(String what, Views views, Scope scope, Scope.QueueRef queue, TimeBuckets buckets)
            throws SQLException {
        DepthBuckets levels = new DepthBuckets(buckets);
        views.each(
                """
                select ts, until_ns, :what_max as largest, :what_mean as mean from depth
                where :what_max is not null and device_id = ? and queue = ? and until_ns > ? and ts < ?""".replace(":what", what),
                row -> {
                    double mean = row.getDouble("mean");
                    levels.add(
                            Math.max(scope.fromNs(), row.getLong("ts")),
                            Math.min(scope.toNs(), row.getLong("until_ns")),
                            row.getDouble("largest"),
                            mean,
                            Math.min(1, mean));
                },
                queue.deviceId(),
                queue.queue(),
                scope.fromNs(),
                scope.toNs());
        return levels;
    }

    /** The level of the longest plateaus, or null if the queue has none. */
    private static Integer plateau(Views views, Scope scope, Scope.QueueRef queue) throws SQLException {
        Integer[] level = {null};
        views.each(
                """
                select depth, sum(duration_ns) as total from episodes
                where kind in ('plateau', 'capped') and device_id = ? and queue = ? and end_ns > ? and start_ns < ?
                group by depth order by total desc limit 1""",
                row -> level[0] = row.getInt("depth"),
                queue.deviceId(),
                queue.queue(),
                scope.fromNs(),
                scope.toNs());
        return level[0];
    }
}
