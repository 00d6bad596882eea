package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** Takes latency percentiles per slice of time from the view {@code requests}. */
final class LatencyQuery {
    private static final int PIXELS_PER_SLICE = 3;
    private static final String SQL = """
            select device_id, (ts_used - ?) // ? as slice, count(*) as requests,
                   quantile_disc(service_ns, 0.5) as p50, quantile_disc(service_ns, 0.9) as p90,
                   quantile_disc(service_ns, 0.99) as p99, max(service_ns) as longest
            from requests where :measured group by 1, 2""";

    private LatencyQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return LatencyChart.draw(read(views, selected, options));
    }

    static LatencySeries read(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        LatencyScope latency = LatencyScope.of(selected, options);
        Scope scope = latency.scope();
        TimeBuckets buckets = scope.filledBuckets(options.slices(PIXELS_PER_SLICE));
        int n = buckets.count();
        List<LatencySeries.Panel> panels = new ArrayList<>();
        for (Scope.Group group : latency.panels()) {
            panels.add(new LatencySeries.Panel(
                    group.label(), new long[n], new long[n], new long[n], new long[n], new long[n]));
        }
        views.each(
                SQL.replace(":measured", LatencyScope.measured(scope)),
                row -> {
                    LatencySeries.Panel panel = panels.get(latency.panelOf(row.getInt("device_id")));
                    int slice = row.getInt("slice");
                    panel.count()[slice] = row.getLong("requests");
                    panel.p50()[slice] = row.getLong("p50");
                    panel.p90()[slice] = row.getLong("p90");
                    panel.p99()[slice] = row.getLong("p99");
                    panel.max()[slice] = row.getLong("longest");
                },
                buckets.originNs(),
                buckets.widthNs(),
                scope.fromNs(),
                scope.toNs());
        return new LatencySeries(latency.header(), buckets, scope.resolutionNs(), panels);
    }
}
