package io.vqtrace.analyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private interface Analysis<T> {
        T run(TraceSession session) throws Exception;
    }

    private <T> T run(TestTrace trace, SessionOptions.Builder options, Analysis<T> analysis) throws Exception {
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t" + System.nanoTime() + ".vqtrace")));
                TraceSession session = TraceSession.open(files, options.build())) {
            return analysis.run(session);
        }
    }

    private ReportModel report(TestTrace trace, SessionOptions.Builder options) throws Exception {
        return run(trace, Analyses.prepareReport(options), Analyses::report);
    }

    @Test
    void tellsUnknownFromZero() throws Exception {
        ReportModel report = report(SampleTraces.of("block"), SessionOptions.builder());
        assertEquals(3, report.queues().size(), "queues with an event; configuration interrupts are of no queue");
        QueueSummary first = report.queues().get(0);
        assertEquals(10, first.requests());
        assertEquals(10L, first.kicks());
        assertEquals(10.0, first.completionsPerInterrupt());
        assertEquals(new LatencyNs(10, 550_000, 500_000, 900_000, 1_000_000, 1_000_000, 1_000_000), first.latencyNs());
        assertNull(first.waitNs());
        assertNull(first.notifyNs());
        assertNull(first.outstanding());
        assertNull(first.suppressed());
        assertNull(first.drops());
        assertEquals(10 * 1e9 / (13 * MS), first.requestsPerS(), 1e-6);

        QueueSummary second = report.queues().get(1);
        assertEquals(3, second.requests());
        assertEquals(1, second.incomplete());
        assertEquals(1, second.returned());
        assertEquals(1, second.latencyNs().count(), "neither returned nor open requests have a latency");
        assertEquals(0L, second.interrupts(), "0, as interrupts could have been seen");
        assertNull(second.completionsPerInterrupt());

        QueueSummary receive = report.queues().get(2);
        assertEquals("supply", receive.kind());
        assertEquals("ok", receive.saturation().verdict());
        assertNull(receive.size());
        assertEquals(3, report.devices().size(), "a device without events is listed");
        assertEquals(
                List.of("VIRTIO_F_INDIRECT_DESC"),
                report.devices().get(0).features().accepted());
        assertNull(report.devices().get(0).features().offered());
        assertEquals(4, report.devices().get(0).status().size());
        assertFalse(report.notes().isEmpty());
        assertEquals(14, report.trace().requests());
    }

    @Test
    void seesWhatARecorderSees() throws Exception {
        ReportModel report = report(SampleTraces.of("recorder"), SessionOptions.builder());
        QueueSummary queue = report.queues().get(0);
        assertEquals(7, queue.requests());
        assertEquals(1, queue.incomplete());
        assertEquals(5, queue.latencyNs().count(), "the request across the gap is left out");
        assertEquals(3L, queue.drops());
        assertEquals(3L, queue.suppressed());
        assertEquals(3, queue.notifyNs().count(), "two delayed, one at once; one was not wanted");
        assertEquals(4000, queue.notifyNs().max());
        assertEquals(500, queue.notifyNs().p50() - 2500);
        assertEquals(2, queue.outstanding().max());
        InterruptsModel.QueueInterrupts interrupts = run(
                        SampleTraces.of("recorder"),
                        Analyses.prepareInterrupts(SessionOptions.builder()),
                        Analyses::interrupts)
                .queues()
                .get(0);
        assertEquals(Map.of("delayed", 2L, "event_index", 1L), interrupts.suppressed());
        assertEquals(
                new InterruptsModel.Distribution(2, 1.5, 1, 2, 2, 2), interrupts.completionsPerInterruptDistribution());
        assertEquals(0L, interrupts.needlessInterrupts());
        LatencyModel latency =
                run(SampleTraces.of("recorder"), Analyses.prepareLatency(SessionOptions.builder()), Analyses::latency);
        assertEquals(1, latency.acrossGaps());
        assertEquals(
                List.of("wait", "service", "notify"),
                latency.latency().stream()
                        .filter(row -> "all".equals(row.op()))
                        .map(LatencyModel.PhaseLatency::phase)
                        .toList());
    }

    @Test
    void untimedCapturesHaveCountsOnly() throws Exception {
        ReportModel report = report(SampleTraces.of("untimed"), SessionOptions.builder());
        QueueSummary queue = report.queues().get(0);
        assertEquals(4, queue.requests());
        assertNull(queue.latencyNs());
        assertNull(queue.requestsPerS());
        assertEquals(new Depth(null, null, 4), queue.inFlight());
        assertNull(queue.saturation().verdict());
        assertNull(report.trace().startNs());
        SessionException e = assertThrows(
                SessionException.class,
                () -> report(
                        SampleTraces.of("untimed"), SessionOptions.builder().window(0L, null)));
        assertTrue(e.getMessage().contains("no times"), e.getMessage());
    }

    @Test
    void aQueueWithoutAnEventInTheWindowIsIdle() throws Exception {
        TestTrace trace = new TestTrace()
                .device(0, "blk0", "virtio-blk")
                .queue(0, 0, 64)
                .queue(0, 1, 64)
                .used(0, 0, 0, MS)
                .used(0, 1, 5 * MS, 6 * MS)
                .used(0, 0, 9 * MS, 10 * MS);
        long start = TestTrace.START_NS;
        ReportModel report = report(trace, SessionOptions.builder().window(start + 4 * MS, start + 7 * MS));
        assertEquals(2, report.queues().size());
        assertEquals(0, report.queues().get(0).requests());
        assertEquals("idle", report.queues().get(0).saturation().verdict());
        assertEquals(1, report.queues().get(1).requests());
    }

    @Test
    void windowKeepsWhatIntersectsItAndCountsWhatEndsInside() throws Exception {
        TestTrace trace = new TestTrace()
                .device(0, "blk0", "virtio-blk")
                .used(0, 0, 0, 10 * MS)
                .used(0, 0, 5 * MS, 25 * MS)
                .used(0, 0, 12 * MS, 18 * MS)
                .used(0, 0, 19 * MS, 60 * MS)
                .used(0, 0, 30 * MS, 40 * MS)
                .kick(0, 0, 15 * MS)
                .kick(0, 0, 50 * MS);
        long start = TestTrace.START_NS;
        QueueSummary queue = report(trace, SessionOptions.builder().window(start + 11 * MS, start + 20 * MS))
                .queues()
                .get(0);
        assertEquals(3, queue.requests(), "the second to fourth intersect");
        assertEquals(1, queue.latencyNs().count(), "only the third ends inside");
        assertEquals(6 * MS, queue.latencyNs().max());
        assertEquals(1L, queue.kicks());
        assertEquals((9.0 + 6 + 1) / 9, queue.inFlight().mean(), 1e-9);
        assertEquals(2, queue.inFlight().max());
    }

    @Test
    void filtersByDeviceAndQueue() throws Exception {
        for (String name : List.of("blk0", "0x000", "0")) {
            ReportModel report = report(
                    SampleTraces.of("block"),
                    SessionOptions.builder().devices(List.of(name)).queues(List.of(1)));
            assertEquals(1, report.queues().size(), name);
            assertEquals(1, report.queues().get(0).queue());
            assertEquals(1, report.devices().size());
        }
        SessionException e = assertThrows(
                SessionException.class,
                () -> report(SampleTraces.of("block"), SessionOptions.builder().devices(List.of("blk9"))));
        assertEquals("no device blk9 in this trace; it has blk0, virtio-net@0x100, spare", e.getMessage());
    }

    @Test
    void aMemoryLimitChangesNothing() throws Exception {
        ReportModel plain = report(SampleTraces.of("block"), SessionOptions.builder());
        ReportModel limited = report(
                SampleTraces.of("block"),
                SessionOptions.builder().memoryLimitBytes(64 << 20).threads(1));
        assertEquals(plain, limited);
    }

    @Test
    void anOpenRequestEndsAtTheResetForDepthOnly() throws Exception {
        TestTrace trace = new TestTrace()
                .device(0, "blk0", "virtio-blk")
                .status(0, 10 * MS, 0)
                .used(0, 0, 0, MS)
                .open(0, 0, 5 * MS, 20 * MS)
                .kick(0, 0, 20 * MS);
        QueueSummary queue = report(trace, SessionOptions.builder()).queues().get(0);
        assertEquals(1, queue.incomplete());
        assertEquals(6.0 / 20, queue.inFlight().mean(), 1e-9);
    }

    @Test
    void aSnapshotThatWasUsedLaterIsCountedOnce() throws Exception {
        TestTrace trace = new TestTrace().device(0, "blk0", "virtio-blk").unsorted();
        int head = Observed.HEAD | Observed.SINCE_NS;
        for (long snapshot = 10; snapshot <= 30; snapshot += 10) {
            for (int h = 1; h <= 3; h++) {
                int id = h;
                long at = snapshot * MS;
                trace.row(EventKind.OPEN, 0, 0, at, row -> {
                    row.head = id;
                    row.sinceNs = at - id * MS;
                    row.flags = head;
                });
            }
        }
        trace.row(EventKind.USED, 0, 0, 31 * MS, row -> {
            row.head = 2;
            row.sinceNs = 29 * MS;
            row.flags = head;
        });
        trace.row(EventKind.USED, 0, 0, 35 * MS, row -> {
            row.head = 3;
            row.sinceNs = 3 * MS; // The head was taken again: another request.
            row.flags = head;
        });
        QueueSummary queue = report(trace, SessionOptions.builder()).queues().get(0);
        assertEquals(4, queue.requests());
        assertEquals(2, queue.incomplete());
    }
}
