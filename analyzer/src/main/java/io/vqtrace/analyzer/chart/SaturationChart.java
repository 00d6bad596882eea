package io.vqtrace.analyzer.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jfree.chart.JFreeChart;

/** Draws one strip per queue: a bar for each state, taller the worse, with its name where there is room. */
final class SaturationChart {
    private static final String TITLE = "Saturation";
    private static final double MOST_OF_ROW = 0.82;
    private static final double MOST_PIXELS = 90;
    private static final int TEXT_HEIGHT = 12;
    private static final double LEGEND_HEIGHT = 13;

    private SaturationChart() {}

    static JFreeChart draw(StateStrip data) {
        String[] names = data.rows().stream().map(StateStrip.Row::label).toArray(String[]::new);
        PanelPlot plot = new PanelPlot(null, Axes.time(data.header()), Axes.rows(names));
        plot.setRangeGridlinesVisible(false);
        Set<QueueState> seen = EnumSet.noneOf(QueueState.class);
        for (StateStrip.Row row : data.rows()) {
            row.spans().forEach(span -> seen.add(span.state()));
        }
        plot.addAnnotation(new ShapeLayer((g2, scale) -> {
            for (int row = 0; row < data.rows().size(); row++) {
                for (StateStrip.Span span : data.rows().get(row).spans()) {
                    paintSpan(g2, scale, data.header(), row, span);
                }
            }
        }));
        plot.setFixedLegendItems(Frame.legend(seen.stream()
                .map(state -> Style.boxLegend(state.label(), state.colour(), LEGEND_HEIGHT * state.height()))
                .toList()));
        String note = "the taller the bar, the closer to a limit";
        return Frame.around(TITLE, data.header().withNotes(List.of(note)), plot);
    }

    private static void paintSpan(
            Graphics2D g2, ShapeLayer.Scale scale, ChartHeader header, int row, StateStrip.Span span) {
        double left = scale.x(header.seconds(span.startNs()));
        // A short episode is what the reader looks for: it keeps a visible width.
        double width = Math.max(1.5, scale.x(header.seconds(span.endNs())) - left);
        double rowHeight = Math.min(MOST_PIXELS, (scale.y(row + 0.5) - scale.y(row - 0.5)) * MOST_OF_ROW);
        double bottom = scale.y(row) + rowHeight / 2;
        double height = rowHeight * span.state().height();
        g2.setPaint(span.state().colour());
        g2.fill(new Rectangle2D.Double(left, bottom - height, width, height));

        g2.setFont(Style.TICK);
        String name = span.state().label();
        if (height >= TEXT_HEIGHT && g2.getFontMetrics().stringWidth(name) + 8 <= width) {
            g2.setPaint(span.state().textColour());
            g2.drawString(name, (float) left + 4, (float) (bottom - height / 2 + 4));
        }
    }
}
