package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws percentiles over time: one line each for p50, p90, p99 and the maximum, one panel per device. */
final class LatencyChart {
    private static final String TITLE = "Latency over time";
    private static final List<String> NAMES = List.of("p50", "p90", "p99", "max");
    private static final List<Style.Line> LINES = List.of(
            new Style.Line(Style.BLUE, Style.SOLID, Style.CIRCLE),
            new Style.Line(Style.GREEN, Style.DASHED, Style.SQUARE),
            new Style.Line(Style.ORANGE, Style.DASH_DOT, Style.TRIANGLE),
            new Style.Line(Style.VERMILION, Style.DOTTED, Style.DIAMOND));

    private LatencyChart() {}

    static JFreeChart draw(LatencySeries data) {
        List<PanelPlot> panels = new ArrayList<>();
        for (LatencySeries.Panel panel : data.panels()) {
            panels.add(panel(data, panel, data.panels().size() > 1));
        }
        CombinedDomainXYPlot plot = Frame.stacked(Axes.time(data.header()), panels);
        plot.setFixedLegendItems(Frame.legend(IntStream.range(0, NAMES.size())
                .<LegendItem>mapToObj(i -> Style.lineLegend(NAMES.get(i), LINES.get(i)))
                .toList()));
        return Frame.around(TITLE, data.header().withNotes(notes(data)), plot);
    }

    private static List<String> notes(LatencySeries data) {
        List<String> notes = new ArrayList<>();
        notes.add("percentiles of the requests that ended in each "
                + Durations.text(data.buckets().widthNs()));
        boolean floored = data.panels().stream()
                .anyMatch(p -> IntStream.range(0, p.count().length)
                        .anyMatch(i -> p.count()[i] > 0 && p.p50()[i] < data.resolutionNs()));
        if (floored) {
            notes.add("shorter than the clock's step is drawn at " + Durations.text(data.resolutionNs()));
        }
        return notes;
    }

    private static PanelPlot panel(LatencySeries data, LatencySeries.Panel panel, boolean headed) {
        List<long[]> percentiles = List.of(panel.p50(), panel.p90(), panel.p99(), panel.max());
        XYSeriesCollection points = new XYSeriesCollection();
        double low = Double.MAX_VALUE;
        double high = data.resolutionNs();
        for (int line = 0; line < NAMES.size(); line++) {
            double[] y = new double[panel.count().length];
            for (int i = 0; i < y.length; i++) {
                boolean known = panel.count()[i] > 0;
                y[i] = known ? Math.max(percentiles.get(line)[i], data.resolutionNs()) : Double.NaN;
                low = known ? Math.min(low, y[i]) : low;
                high = known ? Math.max(high, y[i]) : high;
            }
            points.addSeries(Lines.series(NAMES.get(line), data.header(), data.buckets(), y));
        }
        LatencyAxis axis = new LatencyAxis("latency (log scale)", Math.min(low, high), high);
        PanelPlot plot = new PanelPlot(headed ? panel.label() : null, null, axis);
        plot.setDataset(points);
        plot.setRenderer(new Lines(LINES));
        return plot;
    }
}
