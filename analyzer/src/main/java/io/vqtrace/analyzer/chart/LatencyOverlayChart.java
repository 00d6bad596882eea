package io.vqtrace.analyzer.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws two cumulative distributions over each other, with an arrow from each percentile to where it went. */
final class LatencyOverlayChart {
    private static final Style.Line BEFORE = new Style.Line(Style.BLUE, Style.SOLID, null);
    private static final Style.Line AFTER = new Style.Line(Style.VERMILION, Style.DASHED, null);
    private static final double ARROW = 7;
    private static final int BESIDE = 8;
    private static final int BELOW = 16;

    private LatencyOverlayChart() {}

    static JFreeChart draw(LatencyOverlay data) {
        double low = data.panels().stream()
                .flatMapToDouble(
                        panel -> DoubleStream.of(panel.a().ns()[0], panel.b().ns()[0]))
                .min()
                .orElseThrow();
        double high = data.panels().stream()
                .flatMapToDouble(panel -> DoubleStream.of(last(panel.a()), last(panel.b())))
                .max()
                .orElseThrow();
        List<PanelPlot> panels =
                data.panels().stream().map(LatencyOverlayChart::panel).toList();
        CombinedDomainXYPlot plot = Frame.stacked(new LatencyAxis("service time (log scale)", low, high), panels);
        plot.setFixedLegendItems(Frame.legend(List.of(
                Style.lineLegend("A: " + data.nameA(), BEFORE), Style.lineLegend("B: " + data.nameB(), AFTER))));
        List<String> notes =
                new ArrayList<>(List.of("share of requests that took no longer; marks and arrows: p50 and p99"));
        notes.addAll(data.notes());
        return Frame.around("Latency before and after", List.of(String.join("; ", notes)), plot);
    }

    private static double last(LatencyOverlay.Curve curve) {
        return curve.ns()[curve.ns().length - 1];
    }

    private static PanelPlot panel(LatencyOverlay.Panel panel) {
        PanelPlot plot = new PanelPlot(panel.label(), null, Axes.share("requests"));
        XYSeriesCollection curves = new XYSeriesCollection();
        curves.addSeries(series("A", panel.a()));
        curves.addSeries(series("B", panel.b()));
        plot.setDataset(curves);
        plot.setRenderer(new Lines(List.of(BEFORE, AFTER)));
        plot.addAnnotation(new ShapeLayer((g2, scale) -> panel.shifts().forEach(shift -> paint(g2, scale, shift))));
        return plot;
    }

    private static XYSeries series(String name, LatencyOverlay.Curve curve) {
        XYSeries series = new XYSeries(name, false, true);
        double before = 0;
        for (int i = 0; i < curve.ns().length; i++) {
            series.add(curve.ns()[i], before);
            series.add(curve.ns()[i], curve.share()[i]);
            before = curve.share()[i];
        }
        return series;
    }

    private static void paint(Graphics2D g2, ShapeLayer.Scale scale, LatencyOverlay.Shift shift) {
        double y = scale.y(shift.share());
        double from = scale.x(shift.fromNs());
        double to = scale.x(shift.toNs());
        g2.setStroke(Style.HAIRLINE);
        g2.setPaint(Style.TEXT);
        g2.draw(new Line2D.Double(from, y, to, y));
        if (Math.abs(to - from) > 2 * ARROW) {
            g2.fill(head(to, y, Math.signum(to - from)));
        }
        mark(g2, Style.CIRCLE, from, y, BEFORE.colour());
        mark(g2, Style.SQUARE, to, y, AFTER.colour());
        label(g2, scale, Math.max(from, to), y, shift.text());
    }

    private static void mark(Graphics2D g2, Shape shape, double x, double y, Color colour) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(1.6, 1.6);
        Shape placed = place.createTransformedShape(shape);
        g2.setPaint(colour);
        g2.fill(placed);
        g2.setPaint(Style.BACKGROUND);
        g2.draw(placed);
    }

    private static Shape head(double x, double y, double direction) {
        double base = x - direction * (ARROW + 4);
        Path2D head = new Path2D.Double();
        head.moveTo(base + direction * ARROW, y);
        head.lineTo(base, y - ARROW / 2);
        head.lineTo(base, y + ARROW / 2);
        head.closePath();
        return head;
    }

    /** Below a percentile nothing is drawn right of the later curve; near the edge the text covers what it must. */
    private static void label(Graphics2D g2, ShapeLayer.Scale scale, double later, double y, String text) {
        g2.setFont(Style.TICK);
        double width = g2.getFontMetrics().stringWidth(text);
        double left = Math.min(later + BESIDE, scale.area().getMaxX() - width - BESIDE);
        double base = y + BELOW;
        g2.setPaint(Style.translucent(Style.BACKGROUND, 225));
        g2.fill(new Rectangle2D.Double(left - 2, base - 11, width + 4, 14));
        g2.setPaint(Style.TEXT);
        g2.drawString(text, (float) left, (float) base);
    }
}
