package io.vqtrace.analyzer.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** A drawing in the coordinates of a plot's axes, for what is neither a line nor an area. */
final class ShapeLayer extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;

    /** Draws into the data area of a plot. */
    @FunctionalInterface
    interface Painter {
        void paint(Graphics2D g2, Scale scale);
    }

    /** Where values of the axes lie on the picture. */
    record Scale(ValueAxis domain, ValueAxis range, Rectangle2D area) {
        double x(double value) {
            return domain.valueToJava2D(value, area, RectangleEdge.BOTTOM);
        }

        double y(double value) {
            return range.valueToJava2D(value, area, RectangleEdge.LEFT);
        }
    }

    private final transient Painter painter;

    ShapeLayer(Painter painter) {
        this.painter = painter;
    }

    @Override
    public void draw(
            Graphics2D g2,
            XYPlot plot,
            Rectangle2D dataArea,
            ValueAxis domainAxis,
            ValueAxis rangeAxis,
            int rendererIndex,
            PlotRenderingInfo info) {
        painter.paint(g2, new Scale(domainAxis, rangeAxis, dataArea));
    }
}
