package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.session.SessionOptions;

/**
 * Size of a chart and the part of the trace that it shows.
 *
 * @param width width in pixels, 800 to 10000
 * @param height height in pixels, 300 to 10000
 * @param fromNs start of the shown time, nanoseconds since the Unix epoch, or null for the start of the trace
 * @param toNs end of the shown time, inclusive, or null for the end of the trace
 * @param device display name or source id of the only device to show, or null for all
 * @param queue index of the only queue to show, or null for all
 */
public record ChartOptions(int width, int height, Long fromNs, Long toNs, String device, Integer queue) {
    /** 1200 × 700 pixels, everything in the trace. */
    public static final ChartOptions DEFAULT = new ChartOptions(1200, 700, null, null, null, null);

    private static final int MOST_PIXELS = 10_000;
    private static final int PIXELS_AROUND_PANELS = 150;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if a side is too small for its labels or too large for memory
     */
    public ChartOptions {
        if (width < 800 || width > MOST_PIXELS || height < 300 || height > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a chart is 800 to 10000 pixels wide and 300 to 10000 high, not " + width + " × " + height);
        }
    }

    /** These options, with the window of a session where they name no time. */
    ChartOptions within(SessionOptions session) {
        return new ChartOptions(
                width,
                height,
                fromNs == null ? session.fromNs() : fromNs,
                toNs == null ? session.toNs() : toNs,
                device,
                queue);
    }

    /** Slices of time, each at least so many pixels wide. */
    int slices(int pixelsEach) {
        return Math.max(3, (width - 100) / pixelsEach);
    }

    /** Panels that fit one above the other, each at least so many pixels high. */
    int panels(int pixelsEach) {
        return Math.max(1, (height - PIXELS_AROUND_PANELS) / pixelsEach);
    }
}
