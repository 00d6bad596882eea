package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws requests, kicks and interrupts per second, one panel per device. */
final class RatesChart {
    private static final String TITLE = "Requests, kicks and interrupts per second";
    private static final Style.Line REQUESTS = new Style.Line(Style.BLUE, Style.SOLID, Style.CIRCLE);
    private static final Style.Line KICKS = new Style.Line(Style.ORANGE, Style.DASHED, Style.SQUARE);
    private static final Style.Line INTERRUPTS = new Style.Line(Style.BLACK, Style.DOTTED, Style.TRIANGLE);

    private RatesChart() {}

    static JFreeChart draw(RateSeries data) {
        List<PanelPlot> panels = new ArrayList<>();
        for (RateSeries.Panel panel : data.panels()) {
            panels.add(panel(data, panel));
        }
        CombinedDomainXYPlot plot = Frame.stacked(Axes.time(data.header()), panels);
        plot.setFixedLegendItems(Frame.legend(List.of(
                Style.lineLegend("requests completed", REQUESTS),
                Style.lineLegend("kicks", KICKS),
                Style.lineLegend("interrupts", INTERRUPTS))));
        String note = "mean rate of each " + Durations.text(data.buckets().widthNs());
        return Frame.around(TITLE, data.header().withNotes(List.of(note)), plot);
    }

    private static PanelPlot panel(RateSeries data, RateSeries.Panel panel) {
        XYSeriesCollection points = new XYSeriesCollection();
        List<Style.Line> lines = new ArrayList<>();
        add(data, points, lines, "requests", panel.requests(), REQUESTS);
        add(data, points, lines, "kicks", panel.kicks(), KICKS);
        add(data, points, lines, "interrupts", panel.interrupts(), INTERRUPTS);
        double high = 0;
        for (double[] rate : Arrays.asList(panel.requests(), panel.kicks(), panel.interrupts())) {
            high = Math.max(high, rate == null ? 0 : Arrays.stream(rate).max().orElse(0));
        }
        String heading = data.panels().size() > 1 ? panel.label() : null;
        PanelPlot plot = new PanelPlot(heading, null, Axes.amount("per second", high));
        plot.setDataset(points);
        plot.setRenderer(new Lines(lines));
        return plot;
    }

    private static void add(
            RateSeries data,
            XYSeriesCollection points,
            List<Style.Line> lines,
            String name,
            double[] rate,
            Style.Line line) {
        if (rate != null) {
            points.addSeries(Lines.series(name, data.header(), data.buckets(), rate));
            lines.add(line);
        }
    }
}
