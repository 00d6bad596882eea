package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * Logarithmic axis of nanoseconds whose ticks carry their own unit: "200 µs", "1 ms".
 *
 * <p>The range is widened to ticks at 1, 2 or 5 times a power of ten and to at least one factor of ten, so that a
 * narrow range is labelled as well as a wide one.
 */
final class LatencyAxis extends LogAxis {
    private static final long serialVersionUID = 1L;
    private static final int PIXELS_PER_VERTICAL_LABEL = 22;
    private static final int PIXELS_PER_HORIZONTAL_LABEL = 64;

    /**
     * Creates an axis for a range of latencies.
     *
     * @param label what the latency is
     * @param lowNs smallest value shown, above 0
     * @param highNs largest value shown
     */
    LatencyAxis(String label, double lowNs, double highNs) {
        super(label);
        setSmallestValue(0.1);
        double low = roundDown(lowNs * 0.95);
        double high = Math.max(roundUp(highNs * 1.05), low * 10);
        setRange(low, high);
        setLabelFont(Style.LABEL);
        setTickLabelFont(Style.TICK);
        setLabelPaint(Style.TEXT);
        setTickLabelPaint(Style.TEXT);
        setAxisLinePaint(Style.FRAME);
    }

    private static double roundDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double factor = value / power;
        return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
    }

    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double factor = value / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    @Override
    public List<ValueTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        boolean vertical = RectangleEdge.isLeftOrRight(edge);
        double pixels = vertical ? dataArea.getHeight() : dataArea.getWidth();
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        double perDecade = pixels / Math.log10(high / low);
        int perLabel = vertical ? PIXELS_PER_VERTICAL_LABEL : PIXELS_PER_HORIZONTAL_LABEL;
        // 1-2-5 divides a decade into steps of 0.30, 0.40 and 0.30 of its length.
        boolean halves = perDecade * 0.3 >= perLabel;
        int decadesPerLabel = (int) Math.max(1, Math.ceil(perLabel / perDecade));
        TextAnchor anchor = vertical ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;

        List<ValueTick> ticks = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        for (int decade = first; decade <= last; decade++) {
            for (int factor = 1; factor <= 9; factor++) {
                double value = factor * Math.pow(10, decade);
                if (value < low * 0.999 || value > high * 1.001) {
                    continue;
                }
                boolean labelled = factor == 1 ? decade % decadesPerLabel == 0 : halves && (factor == 2 || factor == 5);
                String text = labelled ? Durations.text(value) : "";
                TickType type = labelled ? TickType.MAJOR : TickType.MINOR;
                ticks.add(new NumberTick(type, value, text, anchor, TextAnchor.CENTER, 0));
            }
        }
        return ticks;
    }
}
