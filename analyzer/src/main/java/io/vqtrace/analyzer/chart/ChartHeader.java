package io.vqtrace.analyzer.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * What every chart says about itself.
 *
 * @param trace name of the trace
 * @param scope device and queue, or how many of them, that the chart shows
 * @param startNs start of the trace, nanoseconds since the Unix epoch: zero of the time axis
 * @param fromNs start of the drawn time, nanoseconds since the Unix epoch
 * @param toNs end of the drawn time, nanoseconds since the Unix epoch, after {@code fromNs}
 * @param requests requests that the chart stands for
 * @param notes what was measured, what is a lower bound and what this capture cannot show; each a short clause
 */
record ChartHeader(
        String trace, String scope, long startNs, long fromNs, long toNs, long requests, List<String> notes) {
    ChartHeader {
        notes = List.copyOf(notes);
        if (toNs <= fromNs) {
            throw new IllegalArgumentException("empty time range: " + fromNs + " to " + toNs);
        }
    }

    /** Seconds from the start of the trace, the unit of every time axis. */
    double seconds(long epochNs) {
        return (epochNs - startNs) / 1e9;
    }

    ChartHeader withNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new ChartHeader(trace, scope, startNs, fromNs, toNs, requests, all);
    }
}
