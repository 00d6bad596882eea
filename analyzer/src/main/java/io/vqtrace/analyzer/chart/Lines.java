package io.vqtrace.analyzer.chart;

import java.util.List;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;

/** Draws series as one path each, with a dot for a value between two gaps, which no line would show. */
final class Lines extends XYLineAndShapeRenderer {
    private static final long serialVersionUID = 1L;

    Lines(List<Style.Line> lines) {
        super(true, true);
        setDrawSeriesLineAsPath(true);
        for (int i = 0; i < lines.size(); i++) {
            setSeriesPaint(i, lines.get(i).colour());
            setSeriesStroke(i, lines.get(i).stroke());
            setSeriesShape(i, lines.get(i).mark());
        }
    }

    /** Values per slice as points in the middle of the slices; NaN is a gap. */
    static XYSeries series(String name, ChartHeader header, TimeBuckets buckets, double[] values) {
        XYSeries series = new XYSeries(name, false, true);
        for (int i = 0; i < values.length; i++) {
            double middle = header.seconds(buckets.startNs(i)) + buckets.widthSeconds() / 2;
            series.add(middle, values[i]);
        }
        return series;
    }

    /** Values per slice as level steps with an edge at each slice boundary; NaN is a gap. */
    static XYSeries steps(String name, ChartHeader header, TimeBuckets buckets, double[] values) {
        XYSeries series = new XYSeries(name, false, true);
        for (int i = 0; i < values.length; i++) {
            boolean insideLevel =
                    i > 0 && i + 1 < values.length && values[i] == values[i - 1] && values[i] == values[i + 1];
            if (!insideLevel) {
                double start = header.seconds(buckets.startNs(i));
                series.add(start, values[i]);
                series.add(start + buckets.widthSeconds(), values[i]);
            }
        }
        return series;
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
        if (getSeriesShape(series) == null) {
            return false;
        }
        XYDataset data = getPlot().getDataset(getPlot().getIndexOf(this));
        return missing(data, series, item - 1) && missing(data, series, item + 1);
    }

    private static boolean missing(XYDataset data, int series, int item) {
        return item < 0 || item >= data.getItemCount(series) || Double.isNaN(data.getYValue(series, item));
    }
}
