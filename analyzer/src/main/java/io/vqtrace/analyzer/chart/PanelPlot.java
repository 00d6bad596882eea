package io.vqtrace.analyzer.chart;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;

/** One pair of axes with an optional heading above it: a chart of its own or one of several that share an axis. */
final class PanelPlot extends XYPlot {
    private static final long serialVersionUID = 1L;
    private static final int HEADING_HEIGHT = 20;

    private final String heading;

    PanelPlot(String heading, ValueAxis domain, ValueAxis range) {
        // A plot without a renderer draws no grid, whatever its annotations draw.
        super(null, domain, range, new XYLineAndShapeRenderer());
        this.heading = heading;
        setBackgroundPaint(Style.BACKGROUND);
        setOutlinePaint(Style.FRAME);
        setDomainGridlinePaint(Style.GRID);
        setRangeGridlinePaint(Style.GRID);
        setDomainGridlineStroke(Style.HAIRLINE);
        setRangeGridlineStroke(Style.HAIRLINE);
        setAxisOffset(RectangleInsets.ZERO_INSETS);
        setInsets(RectangleInsets.ZERO_INSETS);
    }

    /** A panel is the one it is: the copies that a zooming user interface makes are of no use here. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public void draw(Graphics2D g2, Rectangle2D area, Point2D anchor, PlotState parentState, PlotRenderingInfo info) {
        if (heading == null) {
            super.draw(g2, area, anchor, parentState, info);
            return;
        }
        double left = area.getX() + 2;
        if (getFixedRangeAxisSpace() != null) {
            left += getFixedRangeAxisSpace().getLeft();
        }
        g2.setFont(Style.HEADING);
        g2.setPaint(Style.TEXT);
        g2.drawString(heading, (float) left, (float) (area.getY() + HEADING_HEIGHT - 5));
        Rectangle2D below = new Rectangle2D.Double(
                area.getX(), area.getY() + HEADING_HEIGHT, area.getWidth(), area.getHeight() - HEADING_HEIGHT);
        super.draw(g2, below, anchor, parentState, info);
    }
}
