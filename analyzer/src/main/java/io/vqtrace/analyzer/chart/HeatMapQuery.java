package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** Takes counts by time and latency from the view {@code requests}. */
final class HeatMapQuery {
    private static final int PER_DECADE = 12;
    private static final int PIXELS_PER_SLICE = 3;

    private HeatMapQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return LatencyHeatMapChart.draw(read(views, selected, options));
    }

    static LatencyHeatMap read(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        LatencyScope latency = LatencyScope.of(selected, options);
        Scope scope = latency.scope();
        TimeBuckets buckets = scope.buckets(options.slices(PIXELS_PER_SLICE));
        LatencyBins bins = LatencyBinQuery.bins(views, scope, PER_DECADE);
        List<LatencyHeatMap.Panel> panels = new ArrayList<>();
        for (Scope.Group group : latency.panels()) {
            panels.add(new LatencyHeatMap.Panel(group.label(), new long[buckets.count()][bins.count()]));
        }
        LatencyBinQuery.each(
                views,
                scope,
                buckets,
                bins,
                (device, slice, bin, n) -> panels.get(latency.panelOf(device)).counts()[slice][bin] += n);
        return new LatencyHeatMap(latency.header(), buckets, bins, panels);
    }
}
