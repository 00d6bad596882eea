package io.vqtrace.analyzer.chart;

import io.vqtrace.trace.SuppressionReason;
import java.awt.Color;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.renderer.xy.StackedXYAreaRenderer2;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYSeries;

/** Draws completions without an interrupt of their own over time: an area for each reason, one upon the other. */
final class SuppressionPanel {
    private static final double LEGEND_HEIGHT = 12;

    private SuppressionPanel() {}

    static PanelPlot draw(ModerationSeries data) {
        DefaultTableXYDataset areas = new DefaultTableXYDataset();
        StackedXYAreaRenderer2 renderer = new StackedXYAreaRenderer2();
        double[] sum = new double[data.buckets().count()];
        List<ModerationSeries.Suppression> reasons = data.suppressions();
        for (int i = 0; i < reasons.size(); i++) {
            double[] rate = reasons.get(i).perSecond();
            XYSeries series = new XYSeries(text(reasons.get(i).reason()), false, false);
            for (int slice = 0; slice < rate.length; slice++) {
                double middle = data.header().seconds(data.buckets().startNs(slice))
                        + data.buckets().widthSeconds() / 2;
                series.add(middle, rate[slice]);
                sum[slice] += rate[slice];
            }
            areas.addSeries(series);
            renderer.setSeriesPaint(i, colour(reasons.get(i).reason()));
        }
        double high = 0;
        for (double value : sum) {
            high = Math.max(high, value);
        }
        PanelPlot plot = new PanelPlot(
                "without an interrupt of their own", Axes.time(data.header()), Axes.amount("completions / s", high));
        plot.setDataset(areas);
        plot.setRenderer(renderer);
        return plot;
    }

    static List<LegendItem> legend(ModerationSeries data) {
        return data.suppressions().stream()
                .map(found -> Style.boxLegend(text(found.reason()), colour(found.reason()), LEGEND_HEIGHT))
                .toList();
    }

    private static Color colour(SuppressionReason reason) {
        return switch (reason) {
            case FLAGS -> Style.YELLOW;
            case EVENT_INDEX -> Style.ORANGE;
            case DELAYED -> Style.SKY_BLUE;
        };
    }

    private static String text(SuppressionReason reason) {
        return switch (reason) {
            case FLAGS -> "not wanted (flags)";
            case EVENT_INDEX -> "not wanted (event index)";
            case DELAYED -> "delayed";
        };
    }
}
