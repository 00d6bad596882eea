package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws completions per interrupt over time and, below, how interrupts distribute over it; between them, where it was
 * seen, why completions got no interrupt of their own.
 */
final class ModerationChart {
    private static final String TITLE = "Completions per interrupt";
    private static final int LEFT_MARGIN = 62;

    private ModerationChart() {}

    static JFreeChart draw(ModerationSeries data) {
        List<Plot> panels = new ArrayList<>(List.of(overTime(data)));
        if (!data.suppressions().isEmpty()) {
            PanelPlot suppression = SuppressionPanel.draw(data);
            suppression.setFixedRangeAxisSpace(leftMargin());
            panels.add(suppression);
        }
        panels.add(distribution(data));
        PlotColumn plot = new PlotColumn(panels);
        List<LegendItem> legend = new ArrayList<>();
        for (int i = 0; i < data.queues().size(); i++) {
            legend.add(Style.lineLegend(data.queues().get(i).label(), Style.LINES.get(i)));
        }
        legend.addAll(SuppressionPanel.legend(data));
        plot.setLegendItems(Frame.legend(legend));
        String note = "line: mean over the interrupts of each "
                + Durations.text(data.buckets().widthNs());
        return Frame.around(TITLE, data.header().withNotes(List.of(note)), plot);
    }

    private static PanelPlot overTime(ModerationSeries data) {
        XYSeriesCollection points = new XYSeriesCollection();
        double high = 1;
        for (int i = 0; i < data.queues().size(); i++) {
            double[] ratio = data.queues().get(i).ratio();
            high = Math.max(
                    high,
                    Arrays.stream(ratio).filter(v -> !Double.isNaN(v)).max().orElse(0));
            points.addSeries(Lines.series("queue " + i, data.header(), data.buckets(), ratio));
        }
        PanelPlot plot =
                new PanelPlot("over time", Axes.time(data.header()), Axes.amount("completions / interrupt", high));
        plot.setFixedRangeAxisSpace(leftMargin());
        plot.setDataset(points);
        plot.setRenderer(new Lines(Style.LINES));
        return plot;
    }

    private static CategoryPlot distribution(ModerationSeries data) {
        DefaultCategoryDataset shares = new DefaultCategoryDataset();
        double high = 0;
        for (int i = 0; i < data.queues().size(); i++) {
            long[] counts = data.queues().get(i).interruptsByClass();
            long total = Math.max(1, Arrays.stream(counts).sum());
            for (int cls = 0; cls < counts.length; cls++) {
                double share = 100.0 * counts[cls] / total;
                high = Math.max(high, share);
                shares.addValue(share, "queue " + i, data.classes().get(cls));
            }
        }
        CategoryAxis classes = new CategoryAxis("completions per interrupt");
        classes.setLabelFont(Style.LABEL);
        classes.setTickLabelFont(Style.TICK);
        classes.setLabelPaint(Style.TEXT);
        classes.setTickLabelPaint(Style.TEXT);
        classes.setAxisLinePaint(Style.FRAME);

        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setItemMargin(0.05);
        bars.setMaximumBarWidth(0.06);
        bars.setDrawBarOutline(true);
        for (int i = 0; i < data.queues().size(); i++) {
            bars.setSeriesPaint(i, Style.LINES.get(i).colour());
            bars.setSeriesOutlinePaint(i, Style.FRAME);
        }
        CategoryPlot plot = new CategoryPlot(shares, classes, Axes.amount("interrupts (%)", high), bars);
        plot.setBackgroundPaint(Style.BACKGROUND);
        plot.setOutlinePaint(Style.FRAME);
        plot.setRangeGridlinePaint(Style.GRID);
        plot.setRangeGridlineStroke(Style.HAIRLINE);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(14, 0, 0, 0));
        plot.setFixedRangeAxisSpace(leftMargin());
        return plot;
    }

    /** The same for both plots, so that their left edges stand one below the other. */
    private static AxisSpace leftMargin() {
        AxisSpace space = new AxisSpace();
        space.setLeft(LEFT_MARGIN);
        return space;
    }
}
