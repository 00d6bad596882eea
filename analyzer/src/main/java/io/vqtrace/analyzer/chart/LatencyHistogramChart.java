package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;

/** Draws the distribution of latency over a logarithmic axis with the percentiles marked. */
final class LatencyHistogramChart {
    private static final String TITLE = "Latency distribution";
    private static final int MARKER_LINE_HEIGHT = 17;
    private static final Map<String, Color> MARKER_COLOURS =
            Map.of("p50", Style.BLUE, "p90", Style.GREEN, "p99", Style.ORANGE, "p99.9", Style.PURPLE);

    private LatencyHistogramChart() {}

    static JFreeChart draw(LatencyHistogram data) {
        int first = data.bins().count();
        int last = 0;
        for (LatencyHistogram.Panel panel : data.panels()) {
            for (int bin = 0; bin < panel.counts().length; bin++) {
                if (panel.counts()[bin] > 0) {
                    first = Math.min(first, bin);
                    last = Math.max(last, bin);
                }
            }
        }
        double low = data.bins().lowerNs(Math.min(first, last));
        LatencyAxis axis =
                new LatencyAxis("latency (log scale)", low, data.bins().upperNs(last));
        List<PanelPlot> panels = new ArrayList<>();
        for (LatencyHistogram.Panel panel : data.panels()) {
            panels.add(panel(data, panel));
        }
        CombinedDomainXYPlot plot = Frame.stacked(axis, panels);
        List<String> notes = new ArrayList<>();
        notes.add(data.perDecade() + " bins per factor of ten, none narrower than the clock's step of "
                + Durations.text(data.resolutionNs()));
        return Frame.around(TITLE, data.header().withNotes(notes), plot);
    }

    private static PanelPlot panel(LatencyHistogram data, LatencyHistogram.Panel panel) {
        double most = Arrays.stream(panel.counts()).max().orElse(0);
        // Air above the bars holds one line of text for each percentile.
        double air = data.panels().size() > 1 ? 0.9 : 0.35;
        PanelPlot plot = new PanelPlot(
                data.panels().size() > 1 ? panel.label() : null, null, Axes.count("requests per bin", most, air));
        plot.addAnnotation(new ShapeLayer((g2, scale) -> paintBars(g2, scale, data.bins(), panel.counts())));
        plot.addAnnotation(new ShapeLayer((g2, scale) -> paintMarkers(g2, scale, panel, data.resolutionNs())));
        return plot;
    }

    private static void paintBars(Graphics2D g2, ShapeLayer.Scale scale, LatencyBins bins, long[] counts) {
        Path2D.Double bars = new Path2D.Double();
        double bottom = scale.y(0);
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                double left = scale.x(bins.lowerNs(bin));
                double right = scale.x(bins.upperNs(bin));
                // A bin that is tiny beside the largest still leaves a visible line.
                double top = Math.min(scale.y(counts[bin]), bottom - 1.5);
                bars.moveTo(left, bottom);
                bars.lineTo(left, top);
                bars.lineTo(right, top);
                bars.lineTo(right, bottom);
                bars.closePath();
            }
        }
        g2.setPaint(Style.SKY_BLUE);
        g2.fill(bars);
        g2.setPaint(Style.BLUE);
        g2.setStroke(Style.HAIRLINE);
        g2.draw(bars);
    }

    private static void paintMarkers(
            Graphics2D g2, ShapeLayer.Scale scale, LatencyHistogram.Panel panel, long resolutionNs) {
        double right = scale.area().getMaxX();
        g2.setFont(Style.TICK);
        int row = 0;
        for (LatencyHistogram.Percentile percentile : panel.percentiles()) {
            double x = scale.x(Math.max(percentile.ns(), resolutionNs));
            double y = scale.area().getMinY() + MARKER_LINE_HEIGHT * (row + 1) - 2;
            String text = percentile.name() + " " + Durations.text(percentile.ns());
            double width = g2.getFontMetrics().stringWidth(text);
            g2.setPaint(MARKER_COLOURS.getOrDefault(percentile.name(), Style.VERMILION));
            g2.setStroke(Style.DASHED);
            g2.draw(new Line2D.Double(
                    x, y - MARKER_LINE_HEIGHT + 6, x, scale.area().getMaxY()));
            boolean fitsRight = x + 5 + width < right;
            float at = (float) (fitsRight ? x + 5 : x - 5 - width);
            g2.setPaint(Style.BACKGROUND);
            g2.fillRect((int) at - 1, (int) y - 12, (int) width + 2, 15);
            g2.setPaint(Style.TEXT);
            g2.drawString(text, at, (float) y);
            row++;
        }
    }
}
