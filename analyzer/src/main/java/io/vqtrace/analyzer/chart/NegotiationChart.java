package io.vqtrace.analyzer.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;

/** Draws one lane per device: its status as a bar that grows with each step, attempt by attempt. */
final class NegotiationChart {
    private static final String TITLE = "Negotiation";
    private static final double MOST_PIXELS = 70;
    private static final double SHARE_OF_ROW = 0.9;
    private static final int LABEL_HEIGHT = 15;
    private static final int MARKS_HEIGHT = 9;
    private static final double LEGEND_HEIGHT = 13;
    private static final Color ACCEPTED = Style.PURPLE;
    private static final Color SET_UP = Style.ORANGE;

    private NegotiationChart() {}

    static JFreeChart draw(HandshakeLanes data) {
        CompressedTime time = new CompressedTime(data.times());
        String[] names = data.lanes().stream().map(HandshakeLanes.Lane::label).toArray(String[]::new);
        CompressedTimeAxis axis = new CompressedTimeAxis(time, data.header().startNs());
        PanelPlot plot = new PanelPlot(null, axis, Axes.rows(names));
        plot.setRangeGridlinesVisible(false);
        plot.addAnnotation(new ShapeLayer((g2, scale) -> {
            for (int row = 0; row < data.lanes().size(); row++) {
                Lane lane = new Lane(g2, scale, time, row);
                List<HandshakeLanes.Stretch> attempts = data.lanes().get(row).attempts();
                double free = 0;
                for (int i = 0; i < attempts.size(); i++) {
                    Long next = i + 1 < attempts.size() ? attempts.get(i + 1).startNs() : null;
                    free = lane.paint(attempts.get(i), free, next);
                }
            }
        }));
        plot.setFixedLegendItems(Frame.legend(legend(data)));
        return Frame.around(TITLE, data.header(), plot);
    }

    private static List<LegendItem> legend(HandshakeLanes data) {
        Set<HandshakeState> seen = EnumSet.noneOf(HandshakeState.class);
        boolean accepted = false;
        boolean setUp = false;
        for (HandshakeLanes.Lane lane : data.lanes()) {
            for (HandshakeLanes.Stretch attempt : lane.attempts()) {
                attempt.spans().forEach(span -> seen.add(span.state()));
                accepted |= attempt.acceptedNs() != null;
                setUp |= !attempt.setupsNs().isEmpty();
            }
        }
        List<LegendItem> items = new ArrayList<>();
        seen.forEach(
                state -> items.add(Style.boxLegend(state.label(), state.colour(), LEGEND_HEIGHT * state.height())));
        if (accepted) {
            items.add(Style.markLegend("features accepted", ACCEPTED, mark(Style.DIAMOND)));
        }
        if (setUp) {
            items.add(Style.markLegend("queue set up", SET_UP, mark(Style.TRIANGLE)));
        }
        return items;
    }

    private static Shape mark(Shape small) {
        return AffineTransform.getScaleInstance(1.4, 1.4).createTransformedShape(small);
    }

    /** Where a device is drawn: labels on top, bars below them, marks at the bottom. */
    private static final class Lane {
        private final Graphics2D g2;
        private final ShapeLayer.Scale scale;
        private final CompressedTime time;
        private final double top;
        private final double bottom;

        Lane(Graphics2D g2, ShapeLayer.Scale scale, CompressedTime time, int row) {
            this.g2 = g2;
            this.scale = scale;
            this.time = time;
            double whole = Math.min(
                    MOST_PIXELS + LABEL_HEIGHT + MARKS_HEIGHT,
                    (scale.y(row + 0.5) - scale.y(row - 0.5)) * SHARE_OF_ROW);
            top = scale.y(row) - whole / 2 + LABEL_HEIGHT;
            bottom = scale.y(row) + whole / 2 - MARKS_HEIGHT;
        }

        private double x(long ns) {
            return scale.x(time.place(ns));
        }

        /**
         * Paints an attempt.
         *
         * @param free where the labels of the attempt before end
         * @param next begin of the attempt after it, null for the last
         * @return where its own label ends
         */
        double paint(HandshakeLanes.Stretch attempt, double free, Long next) {
            double left = x(attempt.startNs());
            double right = Math.max(x(attempt.endNs()), left + 1.5);
            g2.setStroke(Style.HAIRLINE);
            g2.setPaint(Style.FRAME);
            g2.draw(new Line2D.Double(left, bottom, right, bottom));
            g2.draw(new Line2D.Double(left, top - LABEL_HEIGHT + 3, left, bottom));
            for (HandshakeLanes.Span span : attempt.spans()) {
                double from = x(span.startNs());
                double height = (bottom - top) * span.state().height();
                g2.setPaint(span.state().colour());
                double width = Math.max(span.state().isTrouble() ? 4 : 1.5, x(span.endNs()) - from);
                g2.fill(new Rectangle2D.Double(from, bottom - height, width, height));
            }
            attempt.setupsNs().forEach(ns -> paintMark(Style.TRIANGLE, SET_UP, x(ns)));
            if (attempt.acceptedNs() != null) {
                paintMark(Style.DIAMOND, ACCEPTED, x(attempt.acceptedNs()));
            }
            double room = next == null ? scale.area().getMaxX() : x(next);
            return paintLabel(attempt, Math.max(left + 3, free), room);
        }

        private void paintMark(Shape shape, Color colour, double x) {
            g2.setPaint(colour);
            g2.fill(AffineTransform.getTranslateInstance(x, bottom + MARKS_HEIGHT / 2.0 + 1)
                    .createTransformedShape(mark(shape)));
        }

        /** The summary is left out where it would run into what follows. */
        private double paintLabel(HandshakeLanes.Stretch attempt, double from, double room) {
            g2.setFont(Style.TICK);
            g2.setPaint(Style.TEXT);
            String full = attempt.label() + (attempt.summary().isEmpty() ? "" : ": " + attempt.summary());
            String text = from + g2.getFontMetrics().stringWidth(full) + 4 <= room ? full : attempt.label();
            double end = from + g2.getFontMetrics().stringWidth(text);
            if (end > scale.area().getMaxX()) {
                return from;
            }
            g2.drawString(text, (float) from, (float) top - 4);
            return end + 6;
        }
    }
}
