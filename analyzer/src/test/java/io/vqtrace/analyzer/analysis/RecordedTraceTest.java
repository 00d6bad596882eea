package io.vqtrace.analyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.RecordedQueue;
import io.vqtrace.analyzer.fixture.RecordedQueue.Load;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports on traces as a recorder writes them, against the truth that a simulated queue kept. */
class RecordedTraceTest {
    private static final long US = 1_000;
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private int traces;

    private interface Analysis<T> {
        T of(TraceSession session) throws Exception;
    }

    private <T> T analyse(TestTrace trace, SessionOptions.Builder options, Analysis<T> analysis) throws Exception {
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t" + traces++ + ".vqtrace")));
                TraceSession session = TraceSession.open(files, options.build())) {
            return analysis.of(session);
        }
    }

    private ReportModel report(TestTrace trace) throws Exception {
        return analyse(trace, Analyses.prepareReport(SessionOptions.builder()), Analyses::report);
    }

    private static TestTrace disk(boolean full) {
        return new TestTrace().recorded(full).device(0, "disk0", "virtio-blk");
    }

    @ParameterizedTest
    @CsvSource({
        // ring, chain, depth, cap, take µs, service µs, frames, hold µs, verdict
        "256, 1, 4, 64, 1, 200, 1, 0, busy",
        "64, 1, 64, 64, 2, 800, 32, 50, ring-full",
        "64, 3, 64, 64, 2, 800, 8, 200, ring-full",
        "64, 1, 64, 8, 2, 800, 8, 50, ring-full",
        "256, 1, 64, 16, 2, 400, 32, 50, capped at 16",
        "256, 3, 40, 8, 2, 400, 4, 500, capped at 8",
        "256, 1, 6, 64, 300, 100, 2, 50, backend-bound",
    })
    void figuresEqualTheTruthAtBothLevels(
            int ring,
            int chain,
            int depth,
            int cap,
            long takeUs,
            long serviceUs,
            int frames,
            long holdUs,
            String verdict)
            throws Exception {
        for (boolean full : new boolean[] {false, true}) {
            for (long seed = 1; seed <= 3; seed++) {
                String where = "seed " + seed + (full ? " full" : " requests");
                Load load = new Load(ring, chain, depth, cap, takeUs * US, serviceUs * US, 1000, frames, holdUs * US);
                TestTrace trace = disk(full);
                RecordedQueue truth = new RecordedQueue(trace, 0, 0, load, full, seed)
                        .snapshotAt(3 * MS)
                        .snapshotAt(9 * MS)
                        .run(0);
                ReportModel report = report(trace);
                QueueSummary queue = report.queues().get(0);
                assertEquals(verdict, queue.saturation().verdict(), where + queue.saturation());
                assertEquals(1000, queue.requests(), where);
                assertEquals(0, queue.incomplete(), where);
                assertEquals(truth.interrupts, queue.interrupts(), where);
                assertEquals(sum(truth.suppressed), queue.suppressed(), where);
                compare(truth.services, queue.latencyNs(), where + " service");
                compare(truth.waits, queue.waitNs(), where + " wait");
                compare(truth.notifies, queue.notifyNs(), where + " notify");
                double window = report.trace().durationNs();
                assertEquals(truth.inFlightArea / window, queue.inFlight().mean(), 1e-9, where);
                assertEquals(truth.outstandingArea / window, queue.outstanding().mean(), 1e-9, where);
                assertEquals(truth.outstandingMax, queue.outstanding().max(), where);
                compare(truth, saturation(trace), where);
            }
        }
    }

    private SaturationModel.QueueSaturation saturation(TestTrace trace) throws Exception {
        return analyse(trace, Analyses.prepareSaturation(SessionOptions.builder()), Analyses::saturation)
                .queues()
                .get(0);
    }

    private static void compare(RecordedQueue truth, SaturationModel.QueueSaturation queue, String where) {
        assertEquals(truth.busyNs, queue.busyNs(), where);
        assertEquals(truth.occupancyMax, queue.occupancyMax(), where);
        assertEquals((double) truth.fullNs / truth.busyNs, queue.ringFullRatio(), 1e-9, where);
        assertEquals((double) truth.waitingNs / truth.busyNs, queue.waitingRatio(), 1e-9, where);
        assertEquals(false, queue.occupancyLowerBound(), where);
        long fullEpisodes = queue.episodes().stream()
                .filter(episode -> episode.kind().equals("ring-full"))
                .mapToLong(Episode::durationNs)
                .sum();
        assertTrue(fullEpisodes >= truth.fullNs, where + ": episodes bridge dips, and leave nothing out");
    }

    private static void compare(List<Long> truth, LatencyNs measured, String where) {
        List<Long> sorted = new ArrayList<>(truth);
        Collections.sort(sorted);
        assertEquals(sorted.size(), measured.count(), where);
        assertEquals(rank(sorted, 0.5), measured.p50(), where);
        assertEquals(rank(sorted, 0.99), measured.p99(), where);
        assertEquals(sorted.get(sorted.size() - 1), measured.max(), where);
    }

    private static long rank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void suppressionIsToldByReasonInDecisionsAndCompletions() throws Exception {
        TestTrace trace = disk(false);
        Load load = new Load(64, 1, 32, 64, US, 300 * US, 2000, 8, 100 * US);
        RecordedQueue truth = new RecordedQueue(trace, 0, 0, load, false, 7).run(0);
        InterruptsModel.QueueInterrupts queue = analyse(
                        trace, Analyses.prepareInterrupts(SessionOptions.builder()), Analyses::interrupts)
                .queues()
                .get(0);
        Map<String, Long> completions = new TreeMap<>();
        truth.suppressed.forEach((reason, count) -> completions.put(reason.label(), count));
        Map<String, Long> decisions = new TreeMap<>();
        truth.decisions.forEach((reason, count) -> decisions.put(reason.label(), count));
        assertEquals(completions, queue.suppressed());
        assertEquals(decisions, queue.suppressedDecisions());
        compare(truth.notifies, queue.notifyNs(), "notify");
        assertEquals(truth.interrupts, queue.interrupts());
    }

    @Test
    void aFullRingBehindACapIsBlamedOnTheCap() throws Exception {
        TestTrace trace = disk(false);
        new RecordedQueue(trace, 0, 0, new Load(64, 1, 64, 8, US, 800 * US, 1000, 1, 0), false, 1).run(0);
        Saturation saturation = report(trace).queues().get(0).saturation();
        assertEquals("ring-full", saturation.verdict());
        assertTrue(saturation.advice().contains("no more than 8 at once"), saturation.advice());
    }

    @Test
    void aGapConcernsItsQueueAlone() throws Exception {
        TestTrace trace =
                disk(false).device(1, "net0", "virtio-net").queue(0, 0, 16).queue(0, 1, 16);
        for (int queue = 0; queue < 3; queue++) {
            for (int i = 0; i < 10; i++) {
                trace.used(0, queue, 10L * i * MS, 10L * i * MS, 10L * i * MS + 5 * MS);
            }
        }
        // Queue 0 alone, during its fourth request; device 1 as a whole; the first request of every queue.
        trace.gap(0, 0, 33 * MS, MS, 5).gap(1, 0xffff, 60 * MS, 60 * MS, 7).gap(0xffff, 0xffff, 3 * MS, MS, 11);
        ReportModel report = report(trace);
        assertEquals(
                List.of(2L, 1L, 1L),
                report.queues().stream().map(QueueSummary::acrossGaps).toList());
        assertEquals(
                List.of(8L, 9L, 9L),
                report.queues().stream().map(queue -> queue.latencyNs().count()).toList());
        assertEquals(4, report.acrossGaps());
        assertEquals(new TraceSummary.GapSummary(3, 23, 60 * MS), report.trace().gaps());
        assertEquals(23, report.trace().dropped());
        assertEquals(2, report.devices().size(), "a gap of no device makes none");
    }

    @Test
    void completionsThatWereLostAreNoStall() throws Exception {
        for (int lostIn = 0; lostIn < 2; lostIn++) {
            TestTrace trace = disk(false);
            for (int i = 0; i < 100; i++) {
                trace.used(0, 0, i * MS, i * MS, i * MS + MS / 2);
            }
            trace.used(0, 0, 99 * MS, 99 * MS, 700 * MS).gap(0, lostIn, 690 * MS, 580 * MS, 5000);
            String verdict = report(trace).queues().get(0).saturation().verdict();
            assertEquals(lostIn == 0, !verdict.equals("stalled"), "lost in queue " + lostIn + ": " + verdict);
        }
    }

    @Test
    void publicationsWhoseRequestsWereLostDoNotWaitForever() throws Exception {
        TestTrace trace = disk(true);
        for (int i = 0; i < 100; i++) {
            long ns = i * MS;
            trace.row(EventKind.AVAIL, 0, 0, ns, row -> {
                row.count = 1;
                row.flags = Observed.COUNT;
            });
            if (i % 10 != 0) {
                trace.used(0, 0, ns, ns + 10 * US, ns + 100 * US);
            }
        }
        QueueSummary queue =
                report(trace.gap(0, 0, 98 * MS, 98 * MS, 10)).queues().get(0);
        assertEquals(1, queue.outstanding().max());
        assertTrue(queue.outstanding().mean() < 0.2, queue.outstanding().toString());
    }

    @Test
    void whatOnlyAvailRowsTellIsAnnounced() throws Exception {
        Load load = new Load(64, 1, 4, 64, US, 100 * US, 50, 1, 0);
        TestTrace requests = disk(false);
        new RecordedQueue(requests, 0, 0, load, false, 1).run(0);
        List<String> notes = report(requests).notes();
        assertEquals(1, notes.size(), notes.toString());
        assertTrue(notes.get(0).endsWith("needs level full"), notes.get(0));

        TestTrace full = disk(true);
        new RecordedQueue(full, 0, 0, load, true, 1).run(0);
        assertEquals(List.of(), report(full).notes());

        TestTrace unannounced = disk(false).used(0, 0, 0, MS);
        QueueSummary queue = report(unannounced).queues().get(0);
        assertNull(queue.waitNs());
        assertNull(queue.outstanding());
        assertTrue(report(unannounced).notes().get(0).contains("QueueProbe.avail"));
    }

    @Test
    void dropsAndFaultsAreToldByReason() throws Exception {
        TestTrace trace = disk(false)
                .used(0, 0, 0, MS)
                .fault(0, 0, MS, FaultReason.CHAIN_TOO_LONG)
                .fault(0, 0, 2 * MS, FaultReason.CHAIN_TOO_LONG)
                .fault(0, 0, 3 * MS, FaultReason.ADDRESS_OUT_OF_RANGE);
        QueueSummary queue = report(trace).queues().get(0);
        assertEquals(3, queue.faults());
        assertEquals(Map.of("chain_too_long", 2L, "address_out_of_range", 1L), queue.faultReasons());
        assertEquals(0, queue.drops());
    }

    @Test
    void virtualTimesNearZeroAreTimes() throws Exception {
        TestTrace trace = new TestTrace().startingAt(0).recorded(true).device(0, "disk0", "virtio-blk");
        RecordedQueue truth =
                new RecordedQueue(trace, 0, 0, new Load(16, 1, 4, 4, US, 100 * US, 50, 1, 0), true, 1).run(0);
        ReportModel report = report(trace);
        assertEquals(0, report.trace().startNs());
        compare(truth.services, report.queues().get(0).latencyNs(), "service");
    }

    @Test
    void manyQueuesAndLargeHeads() throws Exception {
        TestTrace trace = disk(false);
        for (int queue = 0; queue < 128; queue++) {
            Load load = new Load(32768, 1, 2 + queue, 4096, US, 50 * US, 200, 1, 0);
            new RecordedQueue(trace, 0, queue, load, false, queue).run(queue * MS);
        }
        ReportModel report = report(trace);
        assertEquals(128, report.queues().size());
        for (QueueSummary queue : report.queues()) {
            assertEquals(200, queue.requests());
            assertEquals(2 + queue.queue(), queue.outstanding().max(), "queue " + queue.queue());
        }
    }

    @Test
    void supplyQueuesAlone() throws Exception {
        TestTrace trace = new TestTrace().recorded(false).device(0, "net0", "virtio-net");
        trace.queue(0, 0, 256).used(0, 0, 0, 0, MS).row(EventKind.DROP, 0, 0, 2 * MS, row -> {
            row.count = 3;
            row.value = 4500;
            row.flags = Observed.COUNT | Observed.VALUE;
        });
        QueueSummary queue = report(trace).queues().get(0);
        assertEquals("supply", queue.kind());
        assertEquals("starved", queue.saturation().verdict());
        assertEquals(3, queue.drops());
        assertNotNull(queue.saturation().worstEpisode());
    }
}
