package io.vqtrace.analyzer.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Durations and counts as text, the same in every locale. */
final class Durations {
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};

    private Durations() {}

    /** A duration of nanoseconds with three significant digits and the unit that keeps it below 1000. */
    static String text(double ns) {
        double value = ns;
        int unit = 0;
        while (unit < UNITS.length - 1 && value >= 999.5) {
            value /= 1000;
            unit++;
        }
        BigDecimal rounded = value >= 1000
                ? BigDecimal.valueOf(Math.round(value))
                : BigDecimal.valueOf(value).round(new MathContext(3));
        String digits =
                rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        return digits + " " + UNITS[unit];
    }

    /** A count with a comma between groups of three digits. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A count and its noun: "1 request", "12,103 requests". */
    static String count(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }
}
