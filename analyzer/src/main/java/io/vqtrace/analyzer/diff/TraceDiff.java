package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.analysis.QueueSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares two traces. Cost: for each metric of a matched queue, {@code resamples} draws of at most 2000 cells from
 * either trace, whatever the length of the traces.
 */
public final class TraceDiff {
    private final TraceProfile a;
    private final TraceProfile b;
    private final DiffOptions options;

    private TraceDiff(TraceProfile a, TraceProfile b, DiffOptions options) {
        this.a = a;
        this.b = b;
        this.options = options;
    }

    /**
     * Compares two traces.
     *
     * @param a the trace of before
     * @param b the trace of after
     * @param options how
     * @return what changed
     * @throws DiffException if the options name a device that the traces do not have
     */
    public static DiffModel of(TraceProfile a, TraceProfile b, DiffOptions options) throws DiffException {
        return new TraceDiff(a, b, options).compare();
    }

    /** A queue in both traces. */
    record QueuePair(DeviceMatch device, QueueProfile a, QueueProfile b) {

        String deviceName() {
            String inA = device.a().device();
            String inB = device.b().device();
            return inA.equals(inB) ? inA : inA + " → " + inB;
        }
    }

    private record ComparedQueue(QueuePair pair, List<MetricComparison> metrics) {}

    private DiffModel compare() throws DiffException {
        List<DeviceMatch> all = DeviceMatcher.match(a.devices(), b.devices(), options.matches());
        List<DeviceMatch> matches = all.stream().filter(this::selected).toList();
        requireSelected(matches);
        List<QueuePair> pairs = pairs(matches);
        List<ComparedQueue> compared = pairs.parallelStream().map(this::compare).toList();
        List<MetricComparison> metrics =
                compared.stream().flatMap(queue -> queue.metrics().stream()).toList();
        Map<MetricComparison, Double> adjusted = adjusted(metrics);
        List<DiffModel.QueueDiff> queues = compared.stream()
                .map(queue -> queue(queue, adjusted))
                .sorted(Comparator.comparing(DiffModel.QueueDiff::supply))
                .toList();
        List<DiffModel.DeviceDiff> devices =
                matches.stream().map(TraceDiff::device).toList();
        long resolution = resolutionNs();
        return new DiffModel(
                new DiffModel.Side(a.name(), a.trace()),
                new DiffModel.Side(b.name(), b.trace()),
                new DiffModel.Method(
                        options.confidence(),
                        options.resamples(),
                        options.seed(),
                        options.minEffectRatio(),
                        adjusted.size(),
                        resolution == 0 ? null : resolution),
                new DiffFindings(devices, queues).ranked(),
                devices,
                queues,
                unmatched(
                        a,
                        all.stream().map(DeviceMatch::a).toList(),
                        pairs.stream().map(QueuePair::a).toList()),
                unmatched(
                        b,
                        all.stream().map(DeviceMatch::b).toList(),
                        pairs.stream().map(QueuePair::b).toList()),
                new DiffNotes(a, b).lines());
    }

    private boolean selected(DeviceMatch match) {
        return options.devices().isEmpty()
                || options.devices().stream()
                        .anyMatch(name ->
                                DeviceMatcher.isNamed(match.a(), name) || DeviceMatcher.isNamed(match.b(), name));
    }

    private void requireSelected(List<DeviceMatch> matches) throws DiffException {
        if (!options.devices().isEmpty() && matches.isEmpty()) {
            throw new DiffException("no device " + String.join(", ", options.devices())
                    + " that both traces have; A has " + names(a) + "; B has " + names(b));
        }
    }

    private static String names(TraceProfile trace) {
        return String.join(
                ", ", trace.devices().stream().map(DeviceSummary::device).toList());
    }

    private List<QueuePair> pairs(List<DeviceMatch> matches) {
        List<QueuePair> pairs = new ArrayList<>();
        for (DeviceMatch match : matches) {
            List<QueueProfile> partners = b.queuesOf(match.b());
            for (QueueProfile queue : a.queuesOf(match.a())) {
                Optional<QueueProfile> partner = partners.stream()
                        .filter(other ->
                                other.summary().queue() == queue.summary().queue())
                        .findFirst();
                partner.ifPresent(other -> pairs.add(new QueuePair(match, queue, other)));
            }
        }
        return pairs;
    }

    private ComparedQueue compare(QueuePair pair) {
        List<Measure> after = QueueMeasures.of(pair.b());
        List<MetricComparison> metrics = new ArrayList<>();
        for (Measure before : QueueMeasures.of(pair.a())) {
            after.stream()
                    .filter(measure -> measure.metric().equals(before.metric()))
                    .findFirst()
                    .ifPresent(measure -> metrics.add(MetricComparison.of(before, measure, options)));
        }
        return new ComparedQueue(pair, metrics);
    }

    /** Corrects the p-values of all metrics that have one and are not equal anyway. */
    private static Map<MetricComparison, Double> adjusted(Collection<MetricComparison> metrics) {
        List<MetricComparison> tested = metrics.stream()
                .filter(metric -> !Double.isNaN(metric.pValue()) && !metric.constant())
                .toList();
        double[] adjusted = Holm.adjust(
                tested.stream().mapToDouble(MetricComparison::pValue).toArray());
        Map<MetricComparison, Double> byMetric = new IdentityHashMap<>();
        for (int i = 0; i < adjusted.length; i++) {
            byMetric.put(tested.get(i), adjusted[i]);
        }
        return byMetric;
    }

    private long resolutionNs() {
        return Math.max(a.resolutionNs(), b.resolutionNs());
    }

    private DiffModel.QueueDiff queue(ComparedQueue compared, Map<MetricComparison, Double> adjusted) {
        QueuePair pair = compared.pair();
        List<MetricDiff> metrics = compared.metrics().stream()
                .map(metric -> metric.judge(adjusted.getOrDefault(metric, metric.pValue()), resolutionNs(), options))
                .toList();
        QueueSummary before = pair.a().summary();
        QueueSummary after = pair.b().summary();
        return new DiffModel.QueueDiff(
                pair.deviceName(),
                before.queue(),
                before.role() == null ? after.role() : before.role(),
                before.kind(),
                side(pair.a()),
                side(pair.b()),
                VerdictComparison.of(before.saturation(), after.saturation(), metrics),
                metrics);
    }

    private static DiffModel.QueueSide side(QueueProfile queue) {
        QueueSummary summary = queue.summary();
        return new DiffModel.QueueSide(
                summary.device(),
                summary.requests(),
                summary.size(),
                summary.inFlight() == null ? null : summary.inFlight().max(),
                queue.saturation().occupancyMax());
    }

    private static DiffModel.DeviceDiff device(DeviceMatch match) {
        return new DiffModel.DeviceDiff(
                match.a().device(),
                match.b().device(),
                match.a().type() == null ? match.b().type() : match.a().type(),
                match.matchedBy(),
                FeatureComparison.of(match.a(), match.b()));
    }

    private List<String> unmatched(TraceProfile trace, List<DeviceSummary> matched, List<QueueProfile> queues) {
        Stream<String> devices = trace.devices().stream()
                .filter(device -> options.devices().isEmpty() && !matched.contains(device))
                .map(device -> device.device() + (device.type() == null ? "" : " (" + device.type() + ")"));
        Stream<String> others = trace.queues().stream()
                .filter(queue -> matched.stream().anyMatch(device -> belongs(queue, device)) && !queues.contains(queue))
                .map(queue ->
                        queue.summary().device() + " queue " + queue.summary().queue());
        return Stream.concat(devices, options.devices().isEmpty() ? others : Stream.empty())
                .toList();
    }

    private static boolean belongs(QueueProfile queue, DeviceSummary device) {
        return Objects.equals(queue.summary().device(), device.device());
    }
}
