package io.vqtrace.analyzer.export;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.text.Durations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The report as OpenMetrics text. What the capture cannot know has no sample. With a clock, samples carry the end of the
 * window as their time, so that they can be loaded into a time series database.
 */
final class OpenMetricsExport {
    private static final double NS_PER_S = 1e9;
    private static final long NS_PER_MS = 1_000_000;

    /** Every verdict, without the number that some have. */
    private static final List<String> VERDICTS =
            List.of("idle", "ok", "busy", "backend-bound", "capped", "plateau", "ring-full", "stalled", "starved");

    private final ReportModel report;
    private final long timestampMs;
    private final List<MetricSnapshot> metrics = new ArrayList<>();

    OpenMetricsExport(ReportModel report) {
        this.report = report;
        TraceSummary trace = report.trace();
        timestampMs = trace.startNs() == null ? 0 : (trace.startNs() + trace.durationNs()) / NS_PER_MS;
    }

    String write(Path target) throws IOException {
        trace();
        queues();
        try (OutputStream file = Files.newOutputStream(target)) {
            // Neither creation times nor exemplars: the text is of a past window.
            new OpenMetricsTextFormatWriter(false, false)
                    .write(file, new MetricSnapshots(metrics), EscapingScheme.ALLOW_UTF8);
        }
        return Durations.count(metrics.size(), "metric");
    }

    private void trace() {
        TraceSummary trace = report.trace();
        InfoSnapshot.Builder info = InfoSnapshot.builder().name("vqtrace_trace").help("What the figures are of.");
        metrics.add(info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "source", orEmpty(trace.source()),
                                "clock", orEmpty(trace.clock().source()),
                                "complete", Boolean.toString(trace.complete())))
                        .scrapeTimestampMillis(timestampMs)
                        .build())
                .build());
        InfoSnapshot.Builder devices =
                InfoSnapshot.builder().name("vqtrace_device").help("A device of the trace.");
        for (DeviceSummary device : report.devices()) {
            devices.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "device", device.device(),
                            "type", orEmpty(device.type()),
                            "transport", orEmpty(device.transport()),
                            "backend", orEmpty(device.backend()),
                            "ring", orEmpty(device.ring())))
                    .scrapeTimestampMillis(timestampMs)
                    .build());
        }
        metrics.add(devices.build());
        double seconds = trace.durationNs() == null ? Double.NaN : trace.durationNs() / NS_PER_S;
        if (trace.durationNs() != null) {
            gauge("vqtrace_window_seconds", "Length of the time that the figures are of.", Unit.SECONDS, seconds);
        }
        counter("vqtrace_events", "Events of the data path.", trace.events());
        counter("vqtrace_events_dropped", "Events that the recorder lost, in the whole trace.", trace.dropped());
    }

    private void gauge(String name, String help, Unit unit, double value) {
        metrics.add(GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .unit(unit)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .scrapeTimestampMillis(timestampMs)
                        .build())
                .build());
    }

    private void counter(String name, String help, long value) {
        metrics.add(CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(value)
                        .scrapeTimestampMillis(timestampMs)
                        .build())
                .build());
    }

    private void queues() {
        counters("vqtrace_requests", "Requests, open and returned ones included.", null, QueueSummary::requests);
        counters("vqtrace_requests_returned", "Requests given back unused.", null, QueueSummary::returned);
        gauges("vqtrace_requests_open", "Requests open at the end of the trace.", null, QueueSummary::incomplete);
        counters("vqtrace_kicks", "Driver notifications that reached the device.", null, QueueSummary::kicks);
        counters("vqtrace_interrupts", "Notifications of the driver.", null, QueueSummary::interrupts);
        counters(
                "vqtrace_completions_suppressed",
                "Completions for which the device decided not to interrupt, or not yet.",
                null,
                QueueSummary::suppressed);
        counters("vqtrace_drops", "Packets lost.", null, QueueSummary::drops);
        counters("vqtrace_faults", "Refusals by the backend.", null, QueueSummary::faults);
        counters("vqtrace_device_readable_bytes", "Bytes from the driver.", Unit.BYTES, QueueSummary::outBytes);
        counters("vqtrace_device_writable_bytes", "Bytes of room for the device.", Unit.BYTES, QueueSummary::inBytes);
        gauges("vqtrace_ring_size", "Ring size in descriptors.", null, QueueSummary::size);
        gauges(
                "vqtrace_completions_per_interrupt_ratio",
                "Completions per interrupt.",
                Unit.RATIO,
                QueueSummary::completionsPerInterrupt);
        gauges("vqtrace_kicks_per_request_ratio", "Kicks per request.", Unit.RATIO, QueueSummary::kicksPerRequest);
        depth();
        latency("vqtrace_latency", "From taking a request to returning it.", QueueSummary::latencyNs);
        latency("vqtrace_wait", "From publication of a request to its being taken.", QueueSummary::waitNs);
        latency("vqtrace_notify", "From returning a request to its interrupt.", QueueSummary::notifyNs);
        saturation();
    }

    private void depth() {
        gauges(
                "vqtrace_in_flight_mean",
                "Requests taken and not used, weighted by time.",
                null,
                queue -> queue.inFlight() == null ? null : queue.inFlight().mean());
        gauges(
                "vqtrace_in_flight_max",
                "Most requests taken and not used.",
                null,
                queue -> queue.inFlight() == null
                        ? null
                        : Integer.valueOf(queue.inFlight().max()));
        gauges(
                "vqtrace_outstanding_mean",
                "Requests published and not used, weighted by time.",
                null,
                queue ->
                        queue.outstanding() == null ? null : queue.outstanding().mean());
        gauges(
                "vqtrace_outstanding_max",
                "Most requests published and not used.",
                null,
                queue -> queue.outstanding() == null
                        ? null
                        : Integer.valueOf(queue.outstanding().max()));
    }

    private static Labels labels(QueueSummary queue) {
        return Labels.of(
                "device", queue.device(), "queue", Integer.toString(queue.queue()), "role", orEmpty(queue.role()));
    }

    /** OpenMetrics reads an empty label as one that is absent. */
    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private void counters(String name, String help, Unit unit, Function<QueueSummary, Number> figure) {
        CounterSnapshot.Builder metric =
                CounterSnapshot.builder().name(name).help(help).unit(unit);
        boolean any = false;
        for (QueueSummary queue : report.queues()) {
            Number value = figure.apply(queue);
            if (value != null) {
                any = true;
                metric.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels(queue))
                        .value(value.doubleValue())
                        .scrapeTimestampMillis(timestampMs)
                        .build());
            }
        }
        if (any) {
            metrics.add(metric.build());
        }
    }

    private void gauges(String name, String help, Unit unit, Function<QueueSummary, Number> figure) {
        GaugeSnapshot.Builder metric =
                GaugeSnapshot.builder().name(name).help(help).unit(unit);
        boolean any = false;
        for (QueueSummary queue : report.queues()) {
            Number value = figure.apply(queue);
            if (value != null) {
                any = true;
                metric.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(queue))
                        .value(value.doubleValue())
                        .scrapeTimestampMillis(timestampMs)
                        .build());
            }
        }
        if (any) {
            metrics.add(metric.build());
        }
    }

    private void latency(String name, String help, Function<QueueSummary, LatencyNs> figure) {
        SummarySnapshot.Builder metric =
                SummarySnapshot.builder().name(name + "_seconds").help(help).unit(Unit.SECONDS);
        boolean any = false;
        for (QueueSummary queue : report.queues()) {
            LatencyNs latency = figure.apply(queue);
            if (latency != null) {
                any = true;
                metric.dataPoint(new SummarySnapshot.SummaryDataPointSnapshot(
                        latency.count(),
                        latency.mean() * latency.count() / NS_PER_S,
                        Quantiles.builder()
                                .quantile(0.5, latency.p50() / NS_PER_S)
                                .quantile(0.9, latency.p90() / NS_PER_S)
                                .quantile(0.99, latency.p99() / NS_PER_S)
                                .quantile(0.999, latency.p999() / NS_PER_S)
                                .quantile(1, latency.max() / NS_PER_S)
                                .build(),
                        labels(queue),
                        null,
                        0,
                        timestampMs));
            }
        }
        if (any) {
            metrics.add(metric.build());
        }
    }

    private void saturation() {
        StateSetSnapshot.Builder metric =
                StateSetSnapshot.builder().name("vqtrace_saturation").help("Verdict on each queue.");
        boolean any = false;
        for (QueueSummary queue : report.queues()) {
            String verdict = queue.saturation().verdict();
            if (verdict == null) {
                continue;
            }
            any = true;
            // A plateau or cap carries its depth, which is in the depth metrics.
            String state = verdict.replaceFirst(" at \\d+$", "");
            StateSetSnapshot.StateSetDataPointSnapshot.Builder point =
                    StateSetSnapshot.StateSetDataPointSnapshot.builder()
                            .labels(labels(queue))
                            .scrapeTimestampMillis(timestampMs);
            VERDICTS.forEach(each -> point.state(each, each.equals(state)));
            metric.dataPoint(point.build());
        }
        if (any) {
            metrics.add(metric.build());
        }
    }
}
