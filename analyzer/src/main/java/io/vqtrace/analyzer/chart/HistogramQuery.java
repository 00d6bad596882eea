package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** Takes the distribution of latency from the view {@code requests}. */
final class HistogramQuery {
    private static final int PER_DECADE = 20;

    private static final String PERCENTILES = """
            select device_id, unnest(['p50', 'p90', 'p99', 'p99.9', 'max']) as name,
                   unnest(quantile_disc(service_ns, [0.5, 0.9, 0.99, 0.999, 1.0])) as ns
            from requests where :measured group by 1""";

    private HistogramQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return LatencyHistogramChart.draw(read(views, selected, options));
    }

    static LatencyHistogram read(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        LatencyScope latency = LatencyScope.of(selected, options);
        Scope scope = latency.scope();
        LatencyBins bins = LatencyBinQuery.bins(views, scope, PER_DECADE);
        TimeBuckets whole = new TimeBuckets(scope.fromNs(), scope.toNs() - scope.fromNs(), 1);
        List<long[]> counts = new ArrayList<>();
        List<List<LatencyHistogram.Percentile>> percentiles = new ArrayList<>();
        for (int i = 0; i < latency.panels().size(); i++) {
            counts.add(new long[bins.count()]);
            percentiles.add(new ArrayList<>());
        }
        LatencyBinQuery.each(
                views, scope, whole, bins, (device, slice, bin, n) -> counts.get(latency.panelOf(device))[bin] += n);
        views.each(
                PERCENTILES.replace(":measured", LatencyScope.measured(scope)),
                row -> percentiles
                        .get(latency.panelOf(row.getInt("device_id")))
                        .add(new LatencyHistogram.Percentile(row.getString("name"), row.getLong("ns"))),
                scope.fromNs(),
                scope.toNs());
        List<LatencyHistogram.Panel> panels = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            panels.add(new LatencyHistogram.Panel(latency.panels().get(i).label(), counts.get(i), percentiles.get(i)));
        }
        return new LatencyHistogram(latency.header(), bins, PER_DECADE, scope.resolutionNs(), panels);
    }
}
