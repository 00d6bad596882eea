package io.vqtrace.analyzer.render;

import java.util.Locale;

/** Numbers with three significant digits and the unit that keeps them short. */
final class Quantity {

    private static final String[] SMALL_TIMES = {"ns", "µs", "ms", "s"};
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double SECOND_NS = 1e9;

    private Quantity() {}

    /** A duration in nanoseconds as ns, µs, ms, s, or from ten minutes on as hours and minutes. */
    static String duration(double ns) {
        if (ns < 0) {
            return "-" + duration(-ns);
        }
        if (ns >= 600 * SECOND_NS) {
            long seconds = Math.round(ns / SECOND_NS);
            return seconds >= 3600
                    ? String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60)
                    : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return scaled(ns, 1000, SMALL_TIMES);
    }

    static String bytes(double bytes) {
        return scaled(bytes, 1024, SIZES);
    }

    /** Three significant digits, but never fewer than the whole part has, and no more than two decimals. */
    static String significant(double value) {
        double size = Math.abs(value);
        if (size > 0 && size < 0.005) {
            return value > 0 ? "<0.01" : "-<0.01";
        }
        if (size >= 999.5) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        if (size >= 99.95 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 9.995 ? "%.1f" : "%.2f", value);
    }

    private static String scaled(double value, double step, String[] units) {
        double scaled = value;
        int unit = 0;
        // 999.6 would read as "1,000" and belongs to the next unit.
        while (scaled >= Math.min(step, 999.5) && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        return significant(scaled) + " " + units[unit];
    }
}
