package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws how many requests each queue has in flight, with the size of its ring and its plateau marked. */
final class DepthChart {
    private static final String TITLE = "Requests in flight over time";
    /** A ring larger than this many times what is used would press the curve flat; it is named above instead. */
    private static final double RING_ON_SCALE = 4;
    /** Share of the height left free above the curve, for the labels of the marked lines. */
    private static final double AIR = 0.3;
    /** With more panels than this, the air is too thin for labels; the headings say the same. */
    private static final int LABELLED_PANELS = 4;

    private static final Color MAX_FILL = Style.translucent(Style.SKY_BLUE, 120);
    /** The same on white, for where another area lies behind it. */
    private static final Color MAX_FILL_OPAQUE = Style.onBackground(MAX_FILL);

    private static final Color WAITING_FILL = Style.translucent(Style.ORANGE, 90);
    private static final Style.Line OUTSTANDING = new Style.Line(Style.ORANGE, Style.SOLID, null);
    private static final Style.Line MEAN = new Style.Line(Style.BLUE, Style.SOLID, null);
    private static final Style.Line RING = new Style.Line(Style.VERMILION, Style.LONG_DASH, null);
    private static final Style.Line PLATEAU = new Style.Line(Style.GREEN, Style.DASH_DOT, null);

    private DepthChart() {}

    static JFreeChart draw(DepthSeries data) {
        List<PanelPlot> panels = new ArrayList<>();
        for (DepthSeries.Panel panel : data.panels()) {
            panels.add(panel(data, panel));
        }
        CombinedDomainXYPlot plot = Frame.stacked(Axes.time(data.header()), panels);
        List<LegendItem> legend = new ArrayList<>();
        legend.add(Style.boxLegend("largest in flight", MAX_FILL, 12));
        legend.add(Style.lineLegend("mean in flight", MEAN));
        if (data.panels().stream().anyMatch(p -> p.outstanding() != null)) {
            legend.add(Style.boxLegend("largest outstanding", WAITING_FILL, 12));
            legend.add(Style.lineLegend("mean outstanding", OUTSTANDING));
        }
        if (data.panels().stream().anyMatch(DepthChart::ringOnScale)) {
            legend.add(Style.lineLegend("ring size", RING));
        }
        data.panels().stream()
                .filter(p -> p.plateau() != null)
                .map(DepthChart::plateauName)
                .distinct()
                .forEach(name -> legend.add(Style.lineLegend(name, PLATEAU)));
        plot.setFixedLegendItems(Frame.legend(legend));
        String note = "largest and time-weighted mean of each "
                + Durations.text(data.buckets().widthNs());
        return Frame.around(TITLE, data.header().withNotes(List.of(note)), plot);
    }

    private static double largest(DepthSeries.Panel panel) {
        double[] most =
                panel.outstanding() == null ? panel.max() : panel.outstanding().max();
        return Arrays.stream(most).filter(v -> !Double.isNaN(v)).max().orElse(0);
    }

    /** Where it is seen that requests wait, the device holds the depth down. */
    private static String plateauName(DepthSeries.Panel panel) {
        return panel.outstanding() == null ? "plateau" : "capped";
    }

    private static boolean ringOnScale(DepthSeries.Panel panel) {
        return panel.ringSize() != null && panel.ringSize() <= RING_ON_SCALE * Math.max(1, largest(panel));
    }

    private static PanelPlot panel(DepthSeries data, DepthSeries.Panel panel) {
        boolean onScale = ringOnScale(panel);
        double high = onScale ? Math.max(largest(panel), panel.ringSize()) : largest(panel);
        PanelPlot plot = new PanelPlot(
                heading(panel, onScale),
                null,
                Axes.count(panel.outstanding() == null ? "in flight" : "requests", high, AIR));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);

        DepthSeries.Levels inFlight = new DepthSeries.Levels(panel.max(), panel.mean());
        if (panel.outstanding() == null) {
            addLevels(plot, 0, data, inFlight, MAX_FILL, MEAN);
        } else {
            int next = addLevels(plot, 0, data, panel.outstanding(), WAITING_FILL, OUTSTANDING);
            addLevels(plot, next, data, inFlight, MAX_FILL_OPAQUE, MEAN);
        }

        boolean labelled = data.panels().size() <= LABELLED_PANELS;
        if (onScale) {
            plot.addRangeMarker(
                    marker(panel.ringSize(), labelled ? "ring size " + panel.ringSize() : null, RING, true));
        }
        if (panel.plateau() != null) {
            plot.addRangeMarker(marker(
                    panel.plateau(), labelled ? plateauName(panel) + " at " + panel.plateau() : null, PLATEAU, false));
        }
        return plot;
    }

    /** Adds the largest as an area and the mean as a line; returns the next free layer. */
    private static int addLevels(
            PanelPlot plot, int layer, DepthSeries data, DepthSeries.Levels levels, Color fill, Style.Line line) {
        XYAreaRenderer area = new XYAreaRenderer(XYAreaRenderer.AREA);
        area.setSeriesPaint(0, fill);
        plot.setDataset(
                layer,
                new XYSeriesCollection(Lines.steps("max", data.header(), data.buckets(), gapsAsZero(levels.max()))));
        plot.setRenderer(layer, area);
        plot.setDataset(
                layer + 1, new XYSeriesCollection(Lines.steps("mean", data.header(), data.buckets(), levels.mean())));
        plot.setRenderer(layer + 1, new Lines(List.of(line)));
        return layer + 2;
    }

    private static String heading(DepthSeries.Panel panel, boolean onScale) {
        StringBuilder heading = new StringBuilder(panel.label()).append(", ring size ");
        heading.append(panel.ringSize() == null ? "unknown" : panel.ringSize());
        if (panel.ringSize() != null && !onScale) {
            heading.append(" (above this scale)");
        }
        if (panel.plateau() != null) {
            heading.append(", ").append(plateauName(panel)).append(" at ").append(panel.plateau());
        }
        return heading.toString();
    }

    private static double[] gapsAsZero(double[] values) {
        return Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : v).toArray();
    }

    private static ValueMarker marker(double value, String label, Style.Line line, boolean right) {
        ValueMarker marker = new ValueMarker(value, line.colour(), line.stroke());
        marker.setAlpha(1f);
        marker.setLabel(label);
        marker.setLabelFont(Style.TICK);
        marker.setLabelPaint(Style.TEXT);
        marker.setLabelBackgroundColor(Style.translucent(Style.BACKGROUND, 0));
        marker.setLabelAnchor(right ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(right ? TextAnchor.BOTTOM_RIGHT : TextAnchor.BOTTOM_LEFT);
        return marker;
    }
}
