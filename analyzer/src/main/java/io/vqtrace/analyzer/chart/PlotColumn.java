package io.vqtrace.analyzer.chart;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;

/** Independent plots one above the other, each with its own axes and an equal share of the height. */
final class PlotColumn extends Plot {
    private static final long serialVersionUID = 1L;

    private final transient List<Plot> plots;
    private transient LegendItemCollection legendItems = new LegendItemCollection();

    PlotColumn(List<Plot> plots) {
        this.plots = List.copyOf(plots);
    }

    void setLegendItems(LegendItemCollection items) {
        this.legendItems = items;
    }

    @Override
    public LegendItemCollection getLegendItems() {
        return legendItems;
    }

    @Override
    public String getPlotType() {
        return "column of plots";
    }

    @Override
    public void draw(Graphics2D g2, Rectangle2D area, Point2D anchor, PlotState parentState, PlotRenderingInfo info) {
        double height = area.getHeight() / plots.size();
        for (int i = 0; i < plots.size(); i++) {
            Rectangle2D share = new Rectangle2D.Double(area.getX(), area.getY() + i * height, area.getWidth(), height);
            plots.get(i).draw(g2, share, anchor, parentState, null);
        }
    }
}
