package io.vqtrace.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.fixture.TestTrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenMetrics text by its grammar, and its figures against the report's. */
class OpenMetricsExportTest {
    @TempDir
    private Path folder;

    private OpenMetricsText export(TestTrace trace) throws Exception {
        Path file = new ExportedTrace(folder).export(trace, ExportFormat.OPENMETRICS, ExportOptions.DEFAULT);
        return OpenMetricsText.parse(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "recorder", "untimed"})
    void figuresAreTheReports(String name) throws Exception {
        OpenMetricsText text = export(SampleTraces.of(name));
        List<QueueSummary> queues = new ExportedTrace(folder)
                .with(
                        SampleTraces.of(name),
                        ExportFormat.OPENMETRICS,
                        session -> Analyses.report(session).queues());
        for (QueueSummary queue : queues) {
            Map<String, String> labels = Map.of("device", queue.device(), "queue", Integer.toString(queue.queue()));
            assertEquals(queue.requests(), text.sample("vqtrace_requests_total", labels));
            if (queue.interrupts() != null) {
                assertEquals(queue.interrupts(), (long) text.sample("vqtrace_interrupts_total", labels));
            }
            if (queue.latencyNs() != null) {
                assertEquals(queue.latencyNs().count(), text.sample("vqtrace_latency_seconds_count", labels));
                assertEquals(
                        queue.latencyNs().p99() / 1e9,
                        text.sample(
                                "vqtrace_latency_seconds",
                                Map.of(
                                        "device",
                                        queue.device(),
                                        "queue",
                                        Integer.toString(queue.queue()),
                                        "quantile",
                                        "0.99")));
            }
            String verdict = queue.saturation().verdict();
            if (verdict != null) {
                double[] set = {0};
                text.samples("vqtrace_saturation").forEach((all, value) -> {
                    if (all.entrySet().containsAll(labels.entrySet()) && value == 1) {
                        set[0]++;
                        assertTrue(verdict.startsWith(all.get("vqtrace_saturation")), verdict);
                    }
                });
                assertEquals(1, set[0], "one verdict: " + verdict);
            }
        }
    }

    @Test
    void whatTheCaptureCannotKnowHasNoSample() throws Exception {
        OpenMetricsText text = export(SampleTraces.of("block"));
        for (String name : List.of(
                "vqtrace_completions_suppressed_total",
                "vqtrace_drops_total",
                "vqtrace_faults_total",
                "vqtrace_outstanding_max",
                "vqtrace_wait_seconds_count",
                "vqtrace_notify_seconds_count")) {
            assertEquals(Map.of(), text.samples(name), name);
        }
        assertEquals(Map.of(), export(SampleTraces.of("untimed")).samples("vqtrace_window_seconds"));
    }

    @Test
    void aLabelHoldsAnyName() throws Exception {
        String name = "a\"b\\c\n<script>";
        OpenMetricsText text =
                export(new TestTrace().device(0, name, "virtio-blk").used(0, 0, 0, 10));
        assertEquals(1, text.sample("vqtrace_requests_total", Map.of("device", name)));
    }
}
