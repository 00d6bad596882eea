package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.Episode;
import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.fixture.RecordedSamples;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.testkit.Oracle;
import io.vqtrace.testkit.QueueCounts;
import io.vqtrace.testkit.RequestTimes;
import io.vqtrace.trace.SuppressionReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded sample traces are those that their program makes, and show what the reference device itself counted. */
class RecordedSamplesIT {
    @TempDir
    Path folder;

    private static Path sample(String name) {
        return Path.of(System.getProperty("vqtrace.samples")).resolve(name + ".vqtrace.zip");
    }

    private static ReportModel report(Path trace) throws Exception {
        SessionOptions options =
                Analyses.prepareReport(SessionOptions.builder()).build();
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(files, options)) {
            return Analyses.report(session);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordedSamples.HEALTHY, RecordedSamples.SATURATED})
    void theProgramMakesTheSameBytes(String name) throws Exception {
        Path trace = folder.resolve(name + ".vqtrace");
        RecordedSamples.make(name, trace);
        try (ZipFile zip = new ZipFile(sample(name).toFile());
                Stream<Path> files = Files.list(trace)) {
            List<Path> made =
                    files.filter(file -> file.toString().endsWith(".arrows")).toList();
            assertEquals(5, made.size(), "a segment of events and four tables");
            for (Path file : made) {
                ZipEntry entry = zip.getEntry(name + ".vqtrace/" + file.getFileName());
                byte[] expected = zip.getInputStream(entry).readAllBytes();
                assertArrayEquals(expected, Files.readAllBytes(file), "run RecordedSamples anew for " + file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordedSamples.HEALTHY, RecordedSamples.SATURATED})
    void figuresAreThoseOfTheOracle(String name) throws Exception {
        List<Oracle> oracles = RecordedSamples.make(name, folder.resolve(name + ".vqtrace"));
        ReportModel report = report(sample(name));
        List<QueueCounts> counted =
                oracles.stream().flatMap(oracle -> oracle.queues().stream()).toList();
        assertEquals(counted.size(), report.queues().size());
        for (int i = 0; i < counted.size(); i++) {
            compare(name + " row " + i, counted.get(i), report.queues().get(i));
        }
        assertEquals(List.of(), report.notes(), "level full of a recorder leaves nothing unseen");
    }

    private static void compare(String where, QueueCounts counted, QueueSummary queue) {
        List<RequestTimes> requests = counted.requests();
        assertEquals(counted.used(), queue.requests(), where);
        assertEquals(0, queue.incomplete(), where);
        assertEquals(counted.kicks(), queue.kicks(), where);
        assertEquals(counted.interrupts(), queue.interrupts(), where);
        assertEquals(counted.drops(), queue.drops(), where);
        assertEquals(counted.faults(), queue.faults(), where);
        assertEquals(counted.maxInFlight(), queue.inFlight().max(), where);
        compare(where + " service", requests.stream().mapToLong(r -> r.used() - r.popped()), queue.latencyNs());
        compare(where + " wait", requests.stream().mapToLong(r -> r.popped() - r.seen()), queue.waitNs());
        compare(
                where + " notify",
                requests.stream()
                        .filter(r -> r.notified() != RequestTimes.NOT_NOTIFIED)
                        .mapToLong(r -> r.notified() - r.used()),
                queue.notifyNs());
    }

    private static void compare(String where, LongStream times, LatencyNs measured) {
        long[] sorted = times.sorted().toArray();
        assertEquals(sorted.length, measured.count(), where);
        assertEquals(LongStream.of(sorted).average().orElseThrow(), measured.mean(), 1e-3, where);
        assertEquals(rank(sorted, 0.5), measured.p50(), where);
        assertEquals(rank(sorted, 0.99), measured.p99(), where);
        assertEquals(rank(sorted, 0.999), measured.p999(), where);
        assertEquals(sorted[sorted.length - 1], measured.max(), where);
    }

    private static long rank(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    @Test
    void oneIsHealthyTheOtherSaturated() throws Exception {
        for (QueueSummary queue : report(sample(RecordedSamples.HEALTHY)).queues()) {
            assertEquals("ok", queue.saturation().verdict());
        }
        List<QueueSummary> saturated = report(sample(RecordedSamples.SATURATED)).queues();
        assertEquals("ring-full", saturated.get(0).saturation().verdict());
        Episode worst = saturated.get(0).saturation().worstEpisode();
        assertEquals("ring-full", worst.kind());
        assertTrue(worst.depth() >= 58 && worst.depth() <= 64, worst.toString());
        assertEquals("capped at 8", saturated.get(1).saturation().verdict());
    }

    @Test
    void suppressionIsToldByEachReason() throws Exception {
        List<Oracle> oracles = RecordedSamples.make(RecordedSamples.SATURATED, folder.resolve("suppressed.vqtrace"));
        SessionOptions options =
                Analyses.prepareInterrupts(SessionOptions.builder()).build();
        try (TraceFiles files = TraceFiles.open(sample(RecordedSamples.SATURATED));
                TraceSession session = TraceSession.open(files, options)) {
            InterruptsModel interrupts = Analyses.interrupts(session);
            for (int device = 0; device < 2; device++) {
                QueueCounts counted = oracles.get(device).queue(0);
                Map<String, Long> decisions = interrupts.queues().get(device).suppressedDecisions();
                assertEquals(counted.suppressedFlags(), of(decisions, SuppressionReason.FLAGS));
                assertEquals(counted.suppressedEventIndex(), of(decisions, SuppressionReason.EVENT_INDEX));
                assertEquals(counted.delayed(), of(decisions, SuppressionReason.DELAYED));
            }
            assertTrue(oracles.get(0).queue(0).suppressedFlags() > 0);
            assertTrue(oracles.get(1).queue(0).suppressedEventIndex() > 0);
            assertTrue(oracles.get(1).queue(0).delayed() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordedSamples.HEALTHY, RecordedSamples.SATURATED})
    void requestsTellWhenTheyWereNotified(String name) throws Exception {
        List<Oracle> oracles = RecordedSamples.make(name, folder.resolve(name + ".vqtrace"));
        SessionOptions options = SessionOptions.builder()
                .modules("requests")
                .inspections(SessionOptions.Inspection.NOTIFY)
                .build();
        try (TraceFiles files = TraceFiles.open(sample(name));
                TraceSession session = TraceSession.open(files, options)) {
            session.require("requests");
            for (int device = 0; device < oracles.size(); device++) {
                List<Long> expected = oracles.get(device).queues().stream()
                        .flatMap(queue -> queue.requests().stream())
                        .filter(request -> request.notified() != RequestTimes.NOT_NOTIFIED)
                        .map(request -> request.notified() - request.used())
                        .sorted()
                        .toList();
                List<Long> told = session.query(
                        "SELECT notify_ns FROM requests WHERE device_id = " + device
                                + " AND notify_ns IS NOT NULL ORDER BY notify_ns",
                        row -> row.getLong(1));
                assertEquals(expected, told, name + " device " + device);
            }
        }
    }

    private static long of(Map<String, Long> decisions, SuppressionReason reason) {
        return decisions.getOrDefault(reason.label(), 0L);
    }
}
