package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.simulate.CoalescingModel;
import io.vqtrace.analyzer.simulate.CoalescingModel.QueueCoalescing;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws what each setting of interrupt moderation costs and saves: added p99 against interrupts per second. */
final class CoalescingChart {
    private static final String TITLE = "Interrupt moderation, simulated";
    private static final double MICRO_NS = 1e3;
    private static final double RING = 7;
    private static final double DOT = 2.5;
    private static final int TEXT_LEFT = 10;
    private static final int TEXT_UP = 8;

    private CoalescingChart() {}

    /**
     * @param header what the chart says about itself
     * @param queues at most as many as there are lines, each with a curve
     */
    static JFreeChart draw(ChartHeader header, List<QueueCoalescing> queues) {
        XYSeriesCollection curves = new XYSeriesCollection();
        List<LegendItem> legend = new ArrayList<>();
        double mostRate = 0;
        double mostLatency = 0;
        for (int i = 0; i < queues.size(); i++) {
            XYSeries series = new XYSeries(i, true, true);
            for (SettingResult result : curve(queues.get(i))) {
                series.add(result.interruptsPerS().doubleValue(), micros(result));
                mostRate = Math.max(mostRate, result.interruptsPerS());
                mostLatency = Math.max(mostLatency, micros(result));
            }
            curves.addSeries(series);
            legend.add(Style.lineLegend(label(queues.get(i)), Style.LINES.get(i)));
        }
        NumberAxis rate = Axes.amount("interrupts per second", mostRate);
        NumberAxis latency = Axes.amount("added latency, p99 (µs)", mostLatency);
        PanelPlot plot = new PanelPlot(null, rate, latency);
        plot.setDataset(curves);
        plot.setRenderer(new Lines(Style.LINES));
        plot.addAnnotation(new ShapeLayer((g2, scale) -> paint(g2, scale, queues)));
        plot.setFixedLegendItems(Frame.legend(legend));
        return Frame.around(TITLE, header, plot);
    }

    static List<SettingResult> curve(QueueCoalescing queue) {
        return queue.settings().stream()
                .filter(SettingResult::onCurve)
                .sorted(Comparator.comparing(SettingResult::interrupts))
                .toList();
    }

    static List<String> notes(CoalescingModel model) {
        List<String> notes = new ArrayList<>();
        notes.add("dots: settings as frames:usecs, of which none has fewer interrupts and a lower p99; ring: the knee");
        if (model.queues().stream().anyMatch(queue -> queue.choice() != null)) {
            notes.add("square: the setting for the goal");
        }
        return notes;
    }

    private static String label(QueueCoalescing queue) {
        return queue.device()
                + (queue.queue() == null ? "" : " queue " + queue.queue())
                + " (" + queue.confidence() + ")";
    }

    private static double micros(SettingResult result) {
        return result.addedLatencyNs().p99() / MICRO_NS;
    }

    private static void paint(Graphics2D g2, ShapeLayer.Scale scale, List<QueueCoalescing> queues) {
        for (int i = 0; i < queues.size(); i++) {
            QueueCoalescing queue = queues.get(i);
            boolean named = queues.size() == 1;
            for (SettingResult result : curve(queue)) {
                boolean knee = result.setting().equals(queue.knee());
                boolean chosen = queue.choice() != null
                        && result.setting().equals(queue.choice().setting());
                double x = scale.x(result.interruptsPerS());
                double y = scale.y(micros(result));
                g2.setPaint(Style.LINES.get(i).colour());
                g2.fill(new Ellipse2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT));
                g2.setStroke(new BasicStroke(2f));
                if (knee) {
                    g2.draw(new Ellipse2D.Double(x - RING, y - RING, 2 * RING, 2 * RING));
                }
                if (chosen) {
                    g2.draw(new Rectangle2D.Double(x - RING - 3, y - RING - 3, 2 * RING + 6, 2 * RING + 6));
                }
                if (named || knee || chosen) {
                    g2.setPaint(Style.TEXT);
                    g2.setFont(knee || chosen ? Style.HEADING : Style.TICK);
                    g2.drawString(result.setting(), (float) x + TEXT_LEFT, (float) y - TEXT_UP);
                }
            }
        }
    }
}
