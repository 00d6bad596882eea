package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Finding;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.Incident;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recorder saw of drivers that reset, suspend and resume in the middle of a run. */
class RecordedNegotiationTest {
    @TempDir
    Path folder;

    private NegotiationModel recorded(Incident incident) throws Exception {
        Path trace = folder.resolve("run.vqtrace");
        VirtualClock clock = new VirtualClock();
        try (VirtioRecorder recorder =
                VirtioRecorder.builder(trace).clock(clock).memory(8 << 20).open()) {
            Testbed.builder()
                    .clock(clock)
                    .eventIdx(true)
                    .indirect(true)
                    .incident(incident)
                    .probe(recorder.device("disk0", DeviceType.BLK, "mmio", null))
                    .build()
                    .run(200);
        }
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session =
                        TraceSession.open(files, SessionOptions.builder().build())) {
            return Analyses.negotiation(session);
        }
    }

    private static List<String> kinds(NegotiationModel model) {
        return model.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void aResetInTheMiddleBeginsASecondAttempt() throws Exception {
        NegotiationModel model = recorded(Incident.DEVICE_RESET);
        List<DriverAttempt> attempts = model.devices().get(0).attempts();
        assertEquals(2, attempts.size());
        assertEquals(attempts.get(0).endNs(), attempts.get(1).startNs());
        assertEquals(attempts.get(0).acceptedMask(), attempts.get(1).acceptedMask());
        attempts.forEach(attempt -> {
            assertEquals("ready", attempt.outcome());
            assertEquals("kernel", attempt.driver().name());
            assertEquals(1, attempt.queues().size());
            assertEquals("recorder", attempt.sources().accepted());
        });
        assertTrue(kinds(model).contains("brought-up-again"), kinds(model)::toString);
    }

    @Test
    void aResetOfAQueueIsAStepOfItsAttempt() throws Exception {
        NegotiationModel model = recorded(Incident.QUEUE_RESET);
        List<DriverAttempt> attempts = model.devices().get(0).attempts();
        assertEquals(1, attempts.size());
        assertEquals(
                List.of("queue_reset"),
                attempts.get(0).steps().stream()
                        .map(NegotiationModel.Step::step)
                        .toList());
        assertTrue(kinds(model).contains("queue-reset"), kinds(model)::toString);
    }

    @Test
    void aSuspensionIsPartOfTheStatusSteps() throws Exception {
        List<DriverAttempt> attempts =
                recorded(Incident.SUSPENSION).devices().get(0).attempts();
        assertEquals(1, attempts.size());
        List<List<String>> steps = attempts.get(0).status().stream()
                .map(NegotiationModel.Status::names)
                .toList();
        assertTrue(steps.stream().anyMatch(names -> names.contains("SUSPEND")), steps::toString);
        List<String> last = steps.get(steps.size() - 1);
        assertTrue(last.contains("DRIVER_OK") && !last.contains("SUSPEND"), last::toString);
    }
}
