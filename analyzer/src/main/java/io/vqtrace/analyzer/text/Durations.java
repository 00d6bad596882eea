package io.vqtrace.analyzer.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Durations and counts as text, the same in every locale. */
public final class Durations {
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};

    private Durations() {}

    /**
     * Writes a duration with three significant digits and the unit that keeps it below 1000.
     *
     * @param ns nanoseconds, not negative
     * @return such as {@code 7.25 ms}
     */
    public static String text(double ns) {
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

    /**
     * Writes how far a moment is from another.
     *
     * @param ns nanoseconds, negative for a moment before
     * @return such as {@code +7.25 ms}
     */
    public static String offset(long ns) {
        return (ns < 0 ? "-" : "+") + text(Math.abs((double) ns));
    }

    /**
     * Writes a count with a comma between groups of three digits.
     *
     * @param n the count
     * @return such as {@code 12,103}
     */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /**
     * Writes a count and its noun.
     *
     * @param n the count
     * @param noun in the singular; the plural adds an s
     * @return such as {@code 1 request} or {@code 12,103 requests}
     */
    public static String count(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /**
     * Rounds a duration up to one that reads well.
     *
     * @param ns nanoseconds, above 0
     * @return the smallest of 1, 2 and 5 times a power of ten that is not below it
     */
    public static long roundUp(long ns) {
        long power = 1;
        while (power <= ns / 10) {
            power *= 10;
        }
        for (long factor : new long[] {1, 2, 5}) {
            if (factor * power >= ns) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
