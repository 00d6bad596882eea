package io.vqtrace.analyzer.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts what changed into an order: what is worse before what is better before the rest, then by what it is about
 * (verdict, latency, saturation, throughput, notification), then by how much.
 */
final class DiffFindings {
    private static final List<Change> ORDER = List.of(Change.WORSE, Change.BETTER, Change.HIGHER, Change.LOWER);

    private final List<DiffModel.DeviceDiff> devices;
    private final List<DiffModel.QueueDiff> queues;

    DiffFindings(List<DiffModel.DeviceDiff> devices, List<DiffModel.QueueDiff> queues) {
        this.devices = devices;
        this.queues = queues;
    }

    private record Ranked(DiffModel.Finding finding, boolean verdict, Metric.Group group, double size) {}

    List<DiffModel.Finding> ranked() {
        List<DiffModel.Finding> findings = new ArrayList<>();
        for (Change change : ORDER) {
            List<Ranked> ranked = new ArrayList<>();
            queues.forEach(queue -> rank(queue, change, ranked));
            ranked.sort(Comparator.comparing((Ranked r) -> !r.verdict())
                    .thenComparing(Ranked::group)
                    .thenComparing(Comparator.comparingDouble(Ranked::size).reversed()));
            ranked.forEach(r -> findings.add(r.finding()));
            if (change == Change.BETTER) {
                devices.forEach(device -> features(device, findings));
            }
        }
        return List.copyOf(findings);
    }

    private static void features(DiffModel.DeviceDiff device, List<DiffModel.Finding> findings) {
        List<String> lines = FeatureComparison.lines(device.features());
        if (!lines.isEmpty()) {
            findings.add(new DiffModel.Finding("features", device.name(), null, List.of(), lines));
        }
    }

    private static void rank(DiffModel.QueueDiff queue, Change change, List<Ranked> ranked) {
        boolean turned = queue.saturation().verdict() == change;
        List<MetricDiff> changed = queue.metrics().stream()
                .filter(metric -> metric.verdict() == change)
                .sorted(Comparator.comparing(
                                (MetricDiff metric) -> metric.metric().group())
                        .thenComparing(
                                Comparator.comparingDouble(DiffFindings::size).reversed()))
                .toList();
        if (turned || !changed.isEmpty()) {
            Metric.Group group = changed.isEmpty()
                    ? Metric.Group.SATURATION
                    : changed.get(0).metric().group();
            double size = changed.isEmpty() ? 0 : size(changed.get(0));
            DiffModel.Finding finding = new DiffModel.Finding(
                    change.label(), queue.name(), turned ? queue.saturation() : null, changed, List.of());
            ranked.add(new Ranked(finding, turned, group, size));
        }
    }

    /** How much changed: of durations the difference, which is what a request feels; else so that halves and doubles are alike. */
    private static double size(MetricDiff metric) {
        if (metric.metric().unit() == Metric.MetricUnit.NS) {
            return Math.abs(metric.b() - metric.a());
        }
        return metric.relative() ? Math.abs(Math.log1p(metric.change())) : Math.abs(metric.change());
    }
}
