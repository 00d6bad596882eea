package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** Puts title, subtitles and legend around a plot. */
final class Frame {
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static {
        // The workaround for rotated text draws outlines, which in an SVG nobody can search or copy.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Frame() {}

    /** Panels one above the other over one axis of time or of latency. */
    static CombinedDomainXYPlot stacked(ValueAxis shared, List<PanelPlot> panels) {
        CombinedDomainXYPlot plot = new CombinedDomainXYPlot(shared);
        plot.setGap(6);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        panels.forEach(plot::add);
        return plot;
    }

    static LegendItemCollection legend(List<LegendItem> items) {
        LegendItemCollection all = new LegendItemCollection();
        items.forEach(all::add);
        return all;
    }

    /**
     * Completes a chart.
     *
     * @param what title of the kind of chart, such as "Latency over time"
     * @param plot the plot, with its legend items
     */
    static JFreeChart around(String what, ChartHeader header, Plot plot) {
        return around(
                what + ": " + header.trace() + ", " + header.scope(),
                List.of(span(header), String.join("; ", header.notes())),
                plot);
    }

    /**
     * Completes a chart.
     *
     * @param heading the whole title
     * @param lines subtitles, at least one
     * @param plot the plot, with its legend items
     */
    static JFreeChart around(String heading, List<String> lines, Plot plot) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(Style.BACKGROUND);
        chart.setPadding(new RectangleInsets(8, 10, 8, 30));
        chart.setAntiAlias(true);
        chart.setTextAntiAlias(true);

        TextTitle title = new TextTitle(heading, Style.TITLE);
        title.setPaint(Style.TEXT);
        left(title);
        chart.setTitle(title);
        List<TextTitle> subtitles = lines.stream().map(Frame::subtitle).toList();
        subtitles.get(subtitles.size() - 1).setMargin(0, 0, 10, 0);
        subtitles.forEach(chart::addSubtitle);
        if (plot.getLegendItems() != null && plot.getLegendItems().getItemCount() > 0) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setPosition(RectangleEdge.BOTTOM);
            legend.setFrame(BlockBorder.NONE);
            legend.setItemFont(Style.TICK);
            legend.setItemPaint(Style.TEXT);
            legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
            legend.setBackgroundPaint(Style.BACKGROUND);
            chart.addLegend(legend);
        }
        return chart;
    }

    private static String span(ChartHeader header) {
        String shown = Durations.text(header.toNs() - header.fromNs());
        if (header.fromNs() > header.startNs()) {
            shown += " from +" + Durations.text(header.fromNs() - header.startNs());
        }
        return "trace start " + START.format(Instant.ofEpochSecond(0, header.startNs())) + " UTC, " + shown + " shown, "
                + Durations.count(header.requests(), "request");
    }

    private static TextTitle subtitle(String text) {
        TextTitle subtitle = new TextTitle(text, Style.SUBTITLE);
        subtitle.setPaint(Style.FAINT_TEXT);
        left(subtitle);
        return subtitle;
    }

    private static void left(TextTitle title) {
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPadding(new RectangleInsets(1, 4, 1, 4));
        title.setMaximumLinesToDisplay(3);
    }
}
