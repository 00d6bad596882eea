package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;

/** Draws counts over time and latency; the cells of a colour are one path, which keeps an SVG small. */
final class LatencyHeatMapChart {
    private static final String TITLE = "Latency heat map";

    private LatencyHeatMapChart() {}

    static JFreeChart draw(LatencyHeatMap data) {
        long largest = data.panels().stream()
                .flatMap(panel -> Arrays.stream(panel.counts()))
                .flatMapToLong(Arrays::stream)
                .max()
                .orElse(0);
        CountColours colours = new CountColours(largest);
        List<PanelPlot> panels = new ArrayList<>();
        for (LatencyHeatMap.Panel panel : data.panels()) {
            panels.add(panel(data, panel, colours));
        }
        CombinedDomainXYPlot plot = Frame.stacked(Axes.time(data.header()), panels);
        plot.setFixedLegendItems(Frame.legend(IntStream.range(0, colours.classes())
                .mapToObj(i -> Style.boxLegend(colours.label(i), colours.colour(i), 12))
                .toList()));
        String cell = "colour is the number of requests that ended in a cell of "
                + Durations.text(data.buckets().widthNs());
        return Frame.around(TITLE, data.header().withNotes(List.of(cell)), plot);
    }

    private static PanelPlot panel(LatencyHeatMap data, LatencyHeatMap.Panel panel, CountColours colours) {
        int first = data.bins().count() - 1;
        int last = 0;
        for (long[] column : panel.counts()) {
            for (int bin = 0; bin < column.length; bin++) {
                if (column[bin] > 0) {
                    first = Math.min(first, bin);
                    last = Math.max(last, bin);
                }
            }
        }
        LatencyAxis axis = new LatencyAxis(
                "latency (log scale)",
                data.bins().lowerNs(Math.min(first, last)),
                data.bins().upperNs(last));
        PanelPlot plot = new PanelPlot(data.panels().size() > 1 ? panel.label() : null, null, axis);
        plot.addAnnotation(new ShapeLayer((g2, scale) -> paintCells(g2, scale, data, panel, colours)));
        return plot;
    }

    private static void paintCells(
            Graphics2D g2,
            ShapeLayer.Scale scale,
            LatencyHeatMap data,
            LatencyHeatMap.Panel panel,
            CountColours colours) {
        Path2D.Double[] paths = new Path2D.Double[colours.classes()];
        for (int column = 0; column < panel.counts().length; column++) {
            double left = scale.x(data.header().seconds(data.buckets().startNs(column)));
            double right = scale.x(data.header().seconds(data.buckets().startNs(column + 1)));
            for (int bin = 0; bin < data.bins().count(); bin++) {
                long count = panel.counts()[column][bin];
                if (count > 0) {
                    int cls = colours.classOf(count);
                    paths[cls] = paths[cls] == null ? new Path2D.Double() : paths[cls];
                    double top = scale.y(data.bins().upperNs(bin));
                    double bottom = scale.y(data.bins().lowerNs(bin));
                    addBox(paths[cls], Math.round(left), Math.round(right), Math.round(top), Math.round(bottom));
                }
            }
        }
        Object antiAliasing = g2.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        // Cells end on whole pixels: smoothed edges would show as a light grid between neighbours.
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int cls = 0; cls < paths.length; cls++) {
            if (paths[cls] != null) {
                g2.setPaint(colours.colour(cls));
                g2.fill(paths[cls]);
            }
        }
        if (antiAliasing != null) {
            g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, antiAliasing);
        }
    }

    private static void addBox(Path2D path, long left, long right, long top, long bottom) {
        long width = Math.max(1, right - left);
        long height = Math.max(1, bottom - top);
        path.moveTo(left, top);
        path.lineTo(left + width, top);
        path.lineTo(left + width, top + height);
        path.lineTo(left, top + height);
        path.closePath();
    }
}
