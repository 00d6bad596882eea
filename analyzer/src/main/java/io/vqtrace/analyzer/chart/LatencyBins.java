package io.vqtrace.analyzer.chart;

import java.util.Arrays;

/**
 * Bins of latency whose edges grow by a constant factor, but never cut finer than the clock.
 *
 * <p>A capture with a clock of 1 µs knows latencies 0, 1 µs, 2 µs …; bins narrower than that would alternate between
 * full and empty. Edges therefore lie half a clock step beside the values that can occur.
 *
 * @param edgesNs ascending edges; bin {@code i} holds latencies above edge {@code i} and up to edge {@code i + 1}
 */
record LatencyBins(long[] edgesNs) {

    /**
     * Bins that hold every latency of a range.
     *
     * @param minNs smallest latency, at least 0; everything below one clock step falls into the first bin
     * @param maxNs largest latency
     * @param resolutionNs step of the clock, at least 1
     * @param perDecade bins per factor of ten
     */
    static LatencyBins covering(long minNs, long maxNs, long resolutionNs, int perDecade) {
        long low = Math.max(minNs, resolutionNs);
        long high = Math.max(maxNs, low);
        int first = (int) Math.floor(Math.log10(low) * perDecade);
        int last = (int) Math.ceil(Math.log10(high) * perDecade) + 1;
        long[] edges = new long[last - first + 2];
        int n = 0;
        long below = low - (resolutionNs + 1) / 2;
        edges[n++] = Math.min(snap(Math.pow(10, (first - 1) / (double) perDecade), resolutionNs), below);
        for (int i = first; i <= last; i++) {
            long edge = snap(Math.pow(10, i / (double) perDecade), resolutionNs);
            if (edge > edges[n - 1]) {
                edges[n++] = edge;
            }
        }
        return new LatencyBins(trim(edges, n, low, high));
    }

    private static long snap(double ns, long resolutionNs) {
        return Math.round(ns / resolutionNs) * resolutionNs + resolutionNs / 2;
    }

    /** Leaves the bins that can hold something: the first edge is below {@code low}, the last not below {@code high}. */
    private static long[] trim(long[] edges, int n, long low, long high) {
        int from = 0;
        while (from + 2 < n && edges[from + 1] < low) {
            from++;
        }
        int to = n - 1;
        while (to - 1 > from && edges[to - 1] >= high) {
            to--;
        }
        return Arrays.copyOfRange(edges, from, to + 1);
    }

    int count() {
        return edgesNs.length - 1;
    }

    /** Bin of a latency; one below the first edge (zero) belongs to the first bin, one above the last to the last. */
    int indexOf(long latencyNs) {
        int found = Arrays.binarySearch(edgesNs, latencyNs);
        int above = found >= 0 ? found : -found - 1;
        return Math.min(Math.max(above - 1, 0), count() - 1);
    }

    /** Lower edge as drawn: above zero, since it stands on a logarithmic axis. */
    double lowerNs(int bin) {
        return Math.max(edgesNs[bin], 0.5);
    }

    double upperNs(int bin) {
        return Math.max(edgesNs[bin + 1], 1);
    }
}
