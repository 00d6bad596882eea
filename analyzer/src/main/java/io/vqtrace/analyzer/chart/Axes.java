package io.vqtrace.analyzer.chart;

import java.awt.Graphics2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.ValueAxis;

/** The axes that charts have in common. */
final class Axes {
    static final String TIME_LABEL = "time from trace start (s)";

    private static final double AIR = 0.15;

    /** Leaves some space free between two labels. */
    private static final class AiryAxis extends NumberAxis {
        private static final long serialVersionUID = 1L;

        AiryAxis(String label) {
            super(label);
        }

        @Override
        protected double estimateMaximumTickLabelHeight(Graphics2D g2) {
            return 1.6 * super.estimateMaximumTickLabelHeight(g2);
        }

        @Override
        protected double estimateMaximumTickLabelWidth(Graphics2D g2, TickUnit unit) {
            // The bounds themselves may have many digits; the labels are multiples of the unit.
            double widest = unit.getSize() * Math.floor(getUpperBound() / unit.getSize());
            String label = getNumberFormatOverride().format(widest);
            return 2 * g2.getFontMetrics(getTickLabelFont()).stringWidth(label);
        }
    }

    private Axes() {}

    /** Seconds from the start of the trace, exactly over the drawn time. */
    static NumberAxis time(ChartHeader header) {
        NumberAxis axis = styled(new AiryAxis(TIME_LABEL));
        axis.setNumberFormatOverride(plain(9));
        axis.setRange(header.seconds(header.fromNs()), header.seconds(header.toNs()));
        return axis;
    }

    /** Whole numbers from zero to {@code high} with air above it: a share of {@code high}. */
    static NumberAxis count(String label, double high, double air) {
        NumberAxis axis = styled(new AiryAxis(label));
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setNumberFormatOverride(plain(0));
        axis.setRange(0, Math.max(1, high) * (1 + air));
        return axis;
    }

    /** Real numbers from zero to {@code high}, with some air above. */
    static NumberAxis amount(String label, double high) {
        NumberAxis axis = styled(new AiryAxis(label));
        axis.setNumberFormatOverride(plain(6));
        axis.setRange(0, high > 0 ? high * (1 + AIR) : 1);
        return axis;
    }

    /** Shares from none to all, in per cent. */
    static NumberAxis share(String label) {
        NumberAxis axis = styled(new AiryAxis(label));
        axis.setNumberFormatOverride(new DecimalFormat("0 %", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setRange(0, 1.04);
        return axis;
    }

    /** One row for each name, the first at the top. */
    static SymbolAxis rows(String[] topDown) {
        SymbolAxis axis = styled(new SymbolAxis(null, topDown));
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, topDown.length - 0.5);
        return axis;
    }

    private static NumberFormat plain(int fractionDigits) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(fractionDigits);
        return format;
    }

    private static <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(Style.LABEL);
        axis.setTickLabelFont(Style.TICK);
        axis.setLabelPaint(Style.TEXT);
        axis.setTickLabelPaint(Style.TEXT);
        axis.setAxisLinePaint(Style.FRAME);
        return axis;
    }
}
