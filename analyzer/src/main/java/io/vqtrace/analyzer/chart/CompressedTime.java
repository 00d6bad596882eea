package io.vqtrace.analyzer.chart;

import java.util.Arrays;

/**
 * Places times on an axis on which a pause takes a width by its logarithm: a handshake of microseconds, minutes after the one
 * before, stays visible. Between two of the given times the scale is linear.
 */
final class CompressedTime {
    private static final double UNIT_NS = 100_000;

    private final long[] times;
    private final double[] places;

    /** @param times at which something happens, ascending and distinct, at least one */
    CompressedTime(long[] times) {
        this.times = times.clone();
        places = new double[times.length];
        for (int i = 1; i < times.length; i++) {
            places[i] = places[i - 1] + Math.log1p((times[i] - times[i - 1]) / UNIT_NS);
        }
    }

    /** Returns the place of the last time; the first is at 0. */
    double width() {
        return places[places.length - 1];
    }

    /** Returns the place of a time; one outside is moved to the nearer end. */
    double place(long ns) {
        int at = Arrays.binarySearch(times, ns);
        if (at >= 0) {
            return places[at];
        }
        int after = -at - 1;
        if (after == 0) {
            return 0;
        }
        if (after == times.length) {
            return width();
        }
        double share = (double) (ns - times[after - 1]) / (times[after] - times[after - 1]);
        return places[after - 1] + share * (places[after] - places[after - 1]);
    }

    long[] times() {
        return times.clone();
    }
}
