package io.vqtrace.analyzer.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.util.ShapeUtils;

/**
 * Fonts, colours and strokes of all charts.
 *
 * <p>Colours are the palette of Okabe and Ito, which people with any of the common colour vision deficiencies can tell
 * apart; what a colour says is also said by a dash, a shape, a height or a label.
 */
final class Style {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    static final Color BLACK = new Color(0x000000);
    static final Color ORANGE = new Color(0xe69f00);
    static final Color SKY_BLUE = new Color(0x56b4e9);
    static final Color GREEN = new Color(0x009e73);
    static final Color YELLOW = new Color(0xf0e442);
    static final Color BLUE = new Color(0x0072b2);
    static final Color VERMILION = new Color(0xd55e00);
    static final Color PURPLE = new Color(0xcc79a7);

    static final Color BACKGROUND = Color.WHITE;
    static final Color TEXT = new Color(0x222222);
    static final Color FAINT_TEXT = new Color(0x555555);
    static final Color GRID = new Color(0xdddddd);
    static final Color FRAME = new Color(0x888888);

    static final Stroke HAIRLINE = new BasicStroke(1f);
    static final Stroke SOLID = dashed(1.8f);
    static final Stroke DASHED = dashed(1.8f, 8, 4);
    static final Stroke DASH_DOT = dashed(1.8f, 10, 3, 2, 3);
    static final Stroke DOTTED = dashed(1.8f, 2, 3);
    static final Stroke LONG_DASH = dashed(1.8f, 16, 5);

    static final Shape CIRCLE = new Ellipse2D.Double(-2.5, -2.5, 5, 5);
    static final Shape SQUARE = new Rectangle2D.Double(-2.5, -2.5, 5, 5);
    static final Shape BAR = new Rectangle2D.Double(-4, -1.5, 8, 3);
    static final Shape TRIANGLE = ShapeUtils.createUpTriangle(3.2f);
    static final Shape DOWN_TRIANGLE = ShapeUtils.createDownTriangle(3.2f);
    static final Shape DIAMOND = ShapeUtils.createDiamond(3.5f);

    /**
     * How a line looks; the colour and the dash are each enough to tell it from the others.
     *
     * @param colour its colour
     * @param stroke its dash
     * @param mark stands for a single value that has no neighbour to draw a line to; null for a line without such
     */
    record Line(Color colour, Stroke stroke, Shape mark) {}

    /** Lines that stand for equals, such as queues, in the order in which they are taken. */
    static final List<Line> LINES = List.of(
            new Line(BLUE, SOLID, CIRCLE),
            new Line(VERMILION, DASHED, SQUARE),
            new Line(GREEN, DASH_DOT, TRIANGLE),
            new Line(PURPLE, DOTTED, DIAMOND),
            new Line(ORANGE, LONG_DASH, BAR),
            new Line(BLACK, dashed(1.8f, 4, 8), DOWN_TRIANGLE));

    private Style() {}

    private static Stroke dashed(float width, float... dash) {
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f);
    }

    /** The opaque colour that a translucent one has on the background. */
    static Color onBackground(Color colour) {
        double share = colour.getAlpha() / 255.0;
        return new Color(
                (int) Math.round(share * colour.getRed() + (1 - share) * BACKGROUND.getRed()),
                (int) Math.round(share * colour.getGreen() + (1 - share) * BACKGROUND.getGreen()),
                (int) Math.round(share * colour.getBlue() + (1 - share) * BACKGROUND.getBlue()));
    }

    static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    static LegendItem lineLegend(String label, Line line) {
        Shape sample = new Line2D.Double(-18, 0, 18, 0);
        boolean marked = line.mark() != null;
        return legend(new LegendItem(
                label,
                null,
                null,
                null,
                marked,
                marked ? line.mark() : CIRCLE,
                true,
                line.colour(),
                false,
                line.colour(),
                HAIRLINE,
                true,
                sample,
                line.stroke(),
                line.colour()));
    }

    static LegendItem boxLegend(String label, Color fill, double height) {
        Shape box = new Rectangle2D.Double(-9, 6 - height, 18, height);
        return legend(new LegendItem(label, null, null, null, box, fill, HAIRLINE, FRAME));
    }

    static LegendItem markLegend(String label, Color fill, Shape mark) {
        return legend(new LegendItem(label, null, null, null, mark, fill, HAIRLINE, fill));
    }

    private static LegendItem legend(LegendItem item) {
        item.setLabelFont(TICK);
        item.setLabelPaint(TEXT);
        return item;
    }
}
