package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A time axis with compressed pauses: its ticks stand where something happens, as many as there is room for. */
final class CompressedTimeAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final double AIR = 0.02;
    private static final int PIXELS_BETWEEN = 18;
    private static final double SECOND_NS = 1e9;

    private final transient CompressedTime time;
    private final long startNs;

    /** @param startNs the time that the labels count from */
    CompressedTimeAxis(CompressedTime time, long startNs) {
        super("time from trace start; pauses are drawn shorter, by their logarithm");
        this.time = time;
        this.startNs = startNs;
        double air = Math.max(1, time.width()) * AIR;
        setRange(-air, time.width() + 2 * air);
        setLabelFont(Style.LABEL);
        setTickLabelFont(Style.TICK);
        setLabelPaint(Style.TEXT);
        setTickLabelPaint(Style.TEXT);
        setAxisLinePaint(Style.FRAME);
    }

    @Override
    public List<ValueTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<ValueTick> ticks = new ArrayList<>();
        double free = Double.NEGATIVE_INFINITY;
        for (long ns : time.times()) {
            String label = label(ns - startNs);
            double x = valueToJava2D(time.place(ns), area, edge);
            double half = g2.getFontMetrics(getTickLabelFont()).stringWidth(label) / 2.0;
            if (x - half >= free) {
                ticks.add(new NumberTick(time.place(ns), label, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
                free = x + half + PIXELS_BETWEEN;
            }
        }
        return ticks;
    }

    /** From seconds on to the millisecond: steps of one driver lie close together. */
    private static String label(long ns) {
        double size = Math.abs(ns);
        String text = size < SECOND_NS ? Durations.text(size) : String.format(Locale.ROOT, "%.3f s", size / SECOND_NS);
        return (ns < 0 ? "-" : "+") + text;
    }

    /** An axis belongs to the one chart it was made for. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
