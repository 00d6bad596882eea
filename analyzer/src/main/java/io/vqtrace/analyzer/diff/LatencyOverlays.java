package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.chart.ChartUnavailableException;
import io.vqtrace.analyzer.chart.LatencyOverlay;
import io.vqtrace.analyzer.sweep.CellHistogram;
import io.vqtrace.analyzer.sweep.LogLinearBins;
import io.vqtrace.analyzer.sweep.QueueCells;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the chart of a comparison: the service times of the queues that both traces have. */
public final class LatencyOverlays {
    private static final int MOST_PANELS = 4;
    private static final Map<String, Double> PERCENTILES = Map.of("service_p50_ns", 0.5, "service_p99_ns", 0.99);

    private LatencyOverlays() {}

    /**
     * Collects what the chart shows.
     *
     * @param a the trace of before
     * @param b the trace of after
     * @param model what the comparison of the two said
     * @return the curves of the queues with the most requests
     * @throws ChartUnavailableException if no queue has latencies in both traces
     */
    public static LatencyOverlay of(TraceProfile a, TraceProfile b, DiffModel model) throws ChartUnavailableException {
        List<DiffModel.QueueDiff> queues = model.queues().stream()
                .filter(queue ->
                        !queue.supply() && latencies(a, queue, true) != null && latencies(b, queue, false) != null)
                .sorted(Comparator.comparingLong((DiffModel.QueueDiff queue) ->
                                queue.a().requests() + queue.b().requests())
                        .reversed())
                .toList();
        if (queues.isEmpty()) {
            throw new ChartUnavailableException(
                    "there is no latency to draw: no queue has requests with times in both traces");
        }
        double least = Math.max(1, Math.max(a.resolutionNs(), b.resolutionNs()));
        List<LatencyOverlay.Panel> panels = queues.stream()
                .limit(MOST_PANELS)
                .map(queue -> new LatencyOverlay.Panel(
                        queue.name(),
                        curve(latencies(a, queue, true), least),
                        curve(latencies(b, queue, false), least),
                        shifts(queue, least)))
                .toList();
        List<String> notes = queues.size() > MOST_PANELS
                ? List.of("the " + MOST_PANELS + " of " + queues.size() + " queues with the most requests")
                : List.of();
        return new LatencyOverlay(a.name(), b.name(), notes, panels);
    }

    private static CellHistogram latencies(TraceProfile trace, DiffModel.QueueDiff queue, boolean before) {
        String device = before ? queue.a().device() : queue.b().device();
        return trace.queues().stream()
                .filter(profile -> profile.summary().device().equals(device)
                        && profile.summary().queue() == queue.queue()
                        && profile.cells() != null)
                .map(profile -> QueueCells.total(profile.cells().serviceByOp()))
                .filter(histogram -> histogram != null)
                .findFirst()
                .orElse(null);
    }

    private static LatencyOverlay.Curve curve(CellHistogram histogram, double least) {
        List<double[]> points = new ArrayList<>();
        double total = histogram.count();
        long seen = 0;
        for (int bin = 0; bin < histogram.bins(); bin++) {
            int[] cells = histogram.bin(bin);
            if (cells != null) {
                for (int count : cells) {
                    seen += count;
                }
                points.add(new double[] {Math.max(least, LogLinearBins.middle(bin)), seen / total});
            }
        }
        return new LatencyOverlay.Curve(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    private static List<LatencyOverlay.Shift> shifts(DiffModel.QueueDiff queue, double least) {
        List<LatencyOverlay.Shift> shifts = new ArrayList<>();
        for (MetricDiff metric : queue.metrics()) {
            Double share = PERCENTILES.get(metric.metric().key());
            boolean all = metric.metric().op().equals(Metric.ALL_OPERATIONS);
            if (share != null && all && metric.a() != null && metric.b() != null) {
                shifts.add(new LatencyOverlay.Shift(
                        share, Math.max(least, metric.a()), Math.max(least, metric.b()), text(metric)));
            }
        }
        return shifts;
    }

    private static String text(MetricDiff metric) {
        String values = metric.metric().label().replace("service ", "") + " " + Durations.text(metric.a()) + " → "
                + Durations.text(metric.b());
        if (metric.verdict().shown()) {
            return values + String.format(Locale.ROOT, " (%+.1f %%)", 100 * (metric.b() / metric.a() - 1));
        }
        return values + (metric.verdict() == Change.NONE ? " (no change shown)" : " (not comparable)");
    }
}
