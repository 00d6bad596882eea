package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** Counts requests, kicks and interrupts per slice of time. */
final class RatesQuery {
    private static final int PIXELS_PER_SLICE = 3;
    private static final int PANEL_HEIGHT = 130;

    private RatesQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return RatesChart.draw(read(views, selected, options));
    }

    static RateSeries read(Views views, Scope selected, ChartOptions options) throws SQLException {
        List<Scope.Group> devices = selected.devices();
        List<Scope.Group> shown = devices.subList(0, Math.min(devices.size(), options.panels(PANEL_HEIGHT)));
        Scope scope = selected.only(q -> shown.stream().anyMatch(p -> p.deviceId() == q.deviceId()));
        TimeBuckets buckets = scope.filledBuckets(options.slices(PIXELS_PER_SLICE));
        List<RateSeries.Panel> panels = new ArrayList<>();
        boolean noKicks = false;
        boolean noInterrupts = false;
        for (Scope.Group device : shown) {
            Scope own = scope.only(q -> q.deviceId() == device.deviceId());
            double[] kicks = count(views, own, buckets, "ts from kicks");
            double[] interrupts = count(views, own, buckets, "ts from interrupts");
            noKicks |= kicks == null;
            noInterrupts |= interrupts == null;
            double[] requests = count(views, own, buckets, "ts_used as ts from requests where \"end\" = 'used'");
            panels.add(new RateSeries.Panel(
                    device.label(), requests == null ? new double[buckets.count()] : requests, kicks, interrupts));
        }
        List<String> notes = new ArrayList<>();
        notes.add("all queues of a device together");
        if (noKicks || noInterrupts) {
            notes.add("no " + (noKicks ? noInterrupts ? "kick and no interrupt" : "kick" : "interrupt")
                    + " in this capture for " + (shown.size() == 1 ? "this device" : "some devices"));
        }
        return new RateSeries(scope.header(notes, devices.size() - shown.size(), "device"), buckets, panels);
    }

    /** Events per second of each slice, or null if there is no event in the shown time. */
    private static double[] count(Views views, Scope scope, TimeBuckets buckets, String events) throws SQLException {
        double[] rates = new double[buckets.count()];
        boolean[] any = {false};
        views.each(
                "with e as (select device_id, queue, " + events
                        + ") select (ts - ?) // ? as slice, count(*) as n from e" + " where ts >= ? and ts < ? and "
                        + scope.condition() + " group by 1",
                row -> {
                    int slice = row.getInt("slice");
                    any[0] = true;
                    // The first and the last slice are shown in part: their rate is that of the shown part,
                    // but not of a sliver, which would turn one event into a spike.
                    long start = Math.max(scope.fromNs(), buckets.startNs(slice));
                    long end = Math.min(scope.toNs(), buckets.startNs(slice + 1));
                    rates[slice] = row.getLong("n") * 1e9 / Math.max(end - start, buckets.widthNs() / 2.0);
                },
                buckets.originNs(),
                buckets.widthNs(),
                scope.fromNs(),
                scope.toNs());
        return any[0] ? rates : null;
    }
}
