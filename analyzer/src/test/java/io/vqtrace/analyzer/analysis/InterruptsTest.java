package io.vqtrace.analyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.InterruptsModel.LateInterrupt;
import io.vqtrace.analyzer.analysis.InterruptsModel.ModerationInterval;
import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.InterruptsModel.Storm;
import io.vqtrace.analyzer.fixture.RecordedQueue;
import io.vqtrace.analyzer.fixture.RecordedQueue.Load;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.ModerationOptions;
import io.vqtrace.trace.SuppressionReason;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of interrupts, against cases computed by hand. */
class InterruptsTest {
    private static final long US = 1_000;
    private static final long MS = 1_000_000;
    private static final ModerationOptions DEFAULT = ModerationOptions.DEFAULT;

    @TempDir
    Path folder;

    private int traces;

    private InterruptsModel interrupts(TestTrace trace, ModerationOptions moderation) throws Exception {
        SessionOptions options = Analyses.prepareInterrupts(SessionOptions.builder())
                .moderation(moderation)
                .build();
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t" + traces++ + ".vqtrace")));
                TraceSession session = TraceSession.open(files, options)) {
            return Analyses.interrupts(session);
        }
    }

    private InterruptsModel interrupts(TestTrace trace) throws Exception {
        return interrupts(trace, DEFAULT);
    }

    private static TestTrace recorded() {
        return new TestTrace().recorded(false).device(0, "disk0", "virtio-blk").queue(0, 0, 64);
    }

    private static TestTrace log() {
        return new TestTrace().device(0, "disk0", "virtio-blk").queue(0, 0, 64);
    }

    /** Adds interrupts at an even distance from 0 on, each after so many completions. */
    private static TestTrace interrupts(TestTrace trace, int n, long apartNs, int completions) {
        for (int i = 0; i < n; i++) {
            long ns = (i + 1) * apartNs;
            for (int c = 0; c < completions; c++) {
                trace.used(0, 0, ns - 3 * US, ns - 2 * US);
            }
            trace.interrupt(0, 0, ns);
        }
        return trace;
    }

    @Test
    void aStormOfALogIsTold() throws Exception {
        // 1,000 interrupts, 40 µs apart: 25,000/s for 39.96 ms.
        InterruptsModel model = interrupts(interrupts(log(), 1000, 40 * US, 1));
        Storm storm = model.storms().get(0);
        assertEquals(1, model.storms().size());
        assertEquals(TestTrace.START_NS + 40 * US, storm.startNs());
        assertEquals(39_960 * US, storm.durationNs());
        assertEquals(1000, storm.interrupts());
        assertEquals(1000, storm.completions());
        assertEquals(25_000, storm.interruptsPerS(), 1e-9);
        InterruptFinding finding = model.findings().get(0);
        assertEquals(InterruptFinding.STORM, finding.verdict());
        assertEquals("disk0", finding.device());
        assertTrue(finding.advice().contains("VIRTIO_F_EVENT_IDX"), finding.advice());
        assertTrue(finding.advice().contains("vqtrace simulate coalescing"), finding.advice());
        assertNull(model.longest(), "a log does not tell what an interrupt delivers");
        assertNull(model.queues().get(0).suppressed());
        assertNull(model.overTime().get(0).suppressed());
        assertNull(model.overTime().get(0).notifyP99Ns());
    }

    @Test
    void whatIsSlowerSharedOrShortIsNoStorm() throws Exception {
        assertEquals(List.of(), interrupts(interrupts(log(), 1000, 60 * US, 1)).storms(), "16,667/s");
        assertEquals(List.of(), interrupts(interrupts(log(), 1000, 40 * US, 2)).storms(), "2 completions each");
        assertEquals(List.of(), interrupts(interrupts(log(), 200, 40 * US, 1)).storms(), "8 ms");
        TestTrace apart = log();
        for (int burst = 0; burst < 10; burst++) {
            for (int i = 0; i < 50; i++) {
                long ns = burst * 4 * MS + i * 20 * US;
                apart.used(0, 0, ns, ns + US).interrupt(0, 0, ns + 2 * US);
            }
        }
        assertEquals(List.of(), interrupts(apart).storms(), "bursts of 1 ms");
    }

    @Test
    void thresholdsAreOptions() throws Exception {
        TestTrace slow = interrupts(log(), 100, MS, 3);
        ModerationOptions options = new ModerationOptions(null, 5, 900, 3, 50 * MS);
        assertEquals(100, interrupts(slow, options).storms().get(0).interrupts());
        assertEquals(
                List.of(),
                interrupts(slow, new ModerationOptions(null, 5, 900, 2.9, 50 * MS))
                        .storms());
        assertEquals(
                List.of(),
                interrupts(slow, new ModerationOptions(null, 5, 900, 3, 100 * MS))
                        .storms());
        assertEquals(
                List.of(),
                interrupts(slow, new ModerationOptions(null, 5, 1100, 3, 50 * MS))
                        .storms());
    }

    @Test
    void noStormIsFoundWhereEventsWereLost() throws Exception {
        TestTrace trace = interrupts(recorded(), 1000, 40 * US, 1).gap(0, 0, 40 * MS, 40 * MS, 5000);
        assertEquals(List.of(), interrupts(trace).storms());
    }

    @Test
    void theLongestWaitsTellWhatHeldThemBack() throws Exception {
        TestTrace trace = recorded()
                // Told at once, though 300 µs late.
                .used(0, 0, 0, 100 * US)
                .interrupt(0, 0, 400 * US, 1, 300 * US)
                // Two that were delayed and one that was new, delivered by the same interrupt.
                .used(0, 0, 500 * US, 1000 * US)
                .suppressed(0, 0, 1000 * US, 1, SuppressionReason.DELAYED)
                .used(0, 0, 500 * US, 1200 * US)
                .suppressed(0, 0, 1200 * US, 1, SuppressionReason.DELAYED)
                .used(0, 0, 600 * US, 3000 * US)
                .interrupt(0, 0, 3010 * US, 3, 2010 * US)
                // Not wanted: never told, however long the next interrupt takes.
                .used(0, 0, 3100 * US, 3200 * US)
                .suppressed(0, 0, 3200 * US, 1, SuppressionReason.EVENT_INDEX)
                .used(0, 0, 9000 * US, 9100 * US)
                .interrupt(0, 0, 9101 * US, 1, US);
        InterruptsModel model = interrupts(trace, new ModerationOptions(null, 4, 20_000, 1.5, 10 * MS));
        assertEquals(
                List.of(2010 * US, 1810 * US, 300 * US, 10 * US),
                model.longest().stream().map(LateInterrupt::notifyNs).toList());
        assertEquals(
                List.of("delayed", "delayed", "interrupt", "interrupt"),
                model.longest().stream().map(LateInterrupt::decision).toList());
        assertEquals(
                List.of(3L, 3L, 1L, 3L),
                model.longest().stream().map(LateInterrupt::delivered).toList());
        LateInterrupt longest = model.longest().get(0);
        assertEquals(TestTrace.START_NS + 1000 * US, longest.usedNs());
        assertEquals(TestTrace.START_NS + 3010 * US, longest.interruptNs());
        assertEquals(500 * US, longest.serviceNs());
        QueueInterrupts queue = model.queues().get(0);
        assertEquals(3, queue.notifiedAtOnce());
        assertEquals(2, queue.notifiedDelayed());
        assertEquals(InterruptFinding.LATE, model.findings().get(0).verdict(), "p99 is 2.01 ms");
        assertEquals(
                0,
                interrupts(trace, new ModerationOptions(null, 0, 20_000, 1.5, MS))
                        .longest()
                        .size());
    }

    @Test
    void completionsAfterWhichEventsWereLostDoNotCount() throws Exception {
        TestTrace trace = recorded()
                .used(0, 0, 0, 100 * US)
                .suppressed(0, 0, 100 * US, 1, SuppressionReason.DELAYED)
                .gap(0, 0, 500 * US, 100 * US, 3)
                .interrupt(0, 0, 900 * US, 1, 800 * US)
                .used(0, 0, 0, 1000 * US)
                .interrupt(0, 0, 1001 * US, 1, US);
        List<LateInterrupt> longest = interrupts(trace).longest();
        assertEquals(List.of(US), longest.stream().map(LateInterrupt::notifyNs).toList());
    }

    @Test
    void moderationOverTimeIsCountedByStretch() throws Exception {
        TestTrace trace = recorded()
                .used(0, 0, 0, 0)
                .suppressed(0, 0, 0, 1, SuppressionReason.DELAYED)
                .used(0, 0, 0, 2 * MS)
                .interrupt(0, 0, 3 * MS, 2, 3 * MS)
                .kick(0, 0, 4 * MS)
                .used(0, 0, 0, 9 * MS)
                .suppressed(0, 0, 9 * MS, 1, SuppressionReason.DELAYED)
                .used(0, 0, 0, 11 * MS)
                .interrupt(0, 0, 12 * MS, 2, 3 * MS)
                .used(0, 0, 0, 25 * MS)
                .suppressed(0, 0, 25 * MS, 1, SuppressionReason.FLAGS);
        InterruptsModel model = interrupts(trace, DEFAULT.withInterval(10 * MS));
        assertEquals(10 * MS, model.intervalNs());
        assertEquals(3, model.overTime().size());
        ModerationInterval first = model.overTime().get(0);
        assertEquals(TestTrace.START_NS, first.startNs());
        assertEquals(3, first.completions());
        assertEquals(1, first.interrupts());
        assertEquals(3.0, first.completionsPerInterrupt());
        assertEquals(1, first.kicks());
        assertEquals(3, first.notified(), "by the time of the completion");
        assertEquals(3 * MS, first.notifyP50Ns());
        assertEquals(3 * MS, first.notifyMaxNs());
        assertEquals(Map.of("flags", 0L, "event_index", 0L, "delayed", 2L), first.suppressed());
        ModerationInterval second = model.overTime().get(1);
        assertEquals(1, second.notified());
        assertEquals(MS, second.notifyP99Ns());
        ModerationInterval third = model.overTime().get(2);
        assertNull(third.completionsPerInterrupt());
        assertEquals(0, third.notified());
        assertEquals(1L, third.suppressed().get("flags"));
    }

    @Test
    void theDefaultIntervalIsRoundAndMakesFewStretches() throws Exception {
        InterruptsModel model = interrupts(interrupts(log(), 1000, 40 * US, 1));
        assertEquals(2 * MS, model.intervalNs(), "40 ms in at most 30");
        assertEquals(20, model.overTime().size());
    }

    @Test
    void stretchesAndLongestAgreeWithTheWhole() throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            TestTrace trace = recorded();
            RecordedQueue truth = new RecordedQueue(
                            trace, 0, 0, new Load(64, 1, 32, 64, US, 300 * US, 2000, 8, 100 * US), false, seed)
                    .run(0);
            InterruptsModel model = interrupts(trace);
            QueueInterrupts queue = model.queues().get(0);
            String where = "seed " + seed;
            assertEquals(truth.interrupts, sum(model, ModerationInterval::interrupts), where);
            assertEquals(2000, sum(model, ModerationInterval::completions), where);
            assertEquals(truth.notifies.size(), sum(model, ModerationInterval::notified), where);
            assertEquals(truth.notifies.size(), queue.notifiedAtOnce() + queue.notifiedDelayed(), where);
            for (SuppressionReason reason : SuppressionReason.values()) {
                assertEquals(
                        truth.suppressed.getOrDefault(reason, 0L),
                        sum(model, stretch -> stretch.suppressed().get(reason.label())),
                        where + reason);
            }
            List<Long> expected = truth.notifies.stream()
                    .sorted(Collections.reverseOrder())
                    .limit(5)
                    .toList();
            assertEquals(
                    expected,
                    model.longest().stream().map(LateInterrupt::notifyNs).toList(),
                    where);
            assertEquals(
                    queue.notifyNs().max(),
                    model.overTime().stream()
                            .map(ModerationInterval::notifyMaxNs)
                            .filter(Objects::nonNull)
                            .max(Long::compare)
                            .orElseThrow(),
                    where);
        }
    }

    private interface Part {
        Long of(ModerationInterval stretch);
    }

    private static long sum(InterruptsModel model, Part part) {
        return model.overTime().stream().mapToLong(part::of).sum();
    }

    @Test
    void needlessNotificationsAreFoundAndRead() throws Exception {
        TestTrace trace = log();
        for (int i = 0; i < 1000; i++) {
            long ns = i * MS;
            trace.kick(0, 0, ns).used(0, 0, ns + 10 * US, ns + 20 * US).interrupt(0, 0, ns + 30 * US);
            if (i % 5 == 0) {
                trace.interrupt(0, 0, ns + 40 * US).kick(0, 0, ns + 50 * US);
            }
        }
        InterruptsModel model = interrupts(trace);
        assertEquals(
                List.of(InterruptFinding.NEEDLESS_INTERRUPTS, InterruptFinding.NEEDLESS_KICKS),
                model.findings().stream().map(InterruptFinding::verdict).toList());
        assertEquals(
                "more interrupts than completions, 17 % of interrupts needless; more kicks than requests, 17 % of kicks"
                        + " needless",
                model.queues().get(0).reading());
    }

    @Test
    void readingsNameTheCause() throws Exception {
        TestTrace unwanted = recorded();
        for (int i = 0; i < 100; i++) {
            unwanted.used(0, 0, i * MS, i * MS + US);
            if (i % 10 < 9) {
                unwanted.suppressed(0, 0, i * MS + US, 1, SuppressionReason.EVENT_INDEX);
            } else {
                unwanted.interrupt(0, 0, i * MS + US, 1, 0);
            }
        }
        assertEquals(
                "10 completions share an interrupt, because the driver did not want one for 90 %; no kick: the device"
                        + " polls",
                interrupts(unwanted).queues().get(0).reading());
        assertEquals(
                "about one interrupt per completion; no kick: the device polls",
                interrupts(interrupts(log(), 50, MS, 1)).queues().get(0).reading());
    }

    @Test
    void withoutTimesCountsAreToldAndTheRestIsUnknown() throws Exception {
        TestTrace trace = log().untimed().used(0, 0, 1, 2).interrupt(0, 0, 3);
        InterruptsModel model = interrupts(trace);
        assertNull(model.storms());
        assertNull(model.longest());
        assertNull(model.overTime());
        assertNull(model.intervalNs());
        assertEquals(1.0, model.queues().get(0).completionsPerInterrupt());
        assertNotNull(model.queues().get(0).reading());
    }

    @Test
    void withoutInterruptsInTheCaptureStormsAreUnknown() throws Exception {
        InterruptsModel model = interrupts(log().observable("kick", "used").used(0, 0, 0, MS));
        assertNull(model.storms());
        assertNull(model.overTime().get(0).interrupts());
        assertEquals(
                "interrupts not observable; no kick: the device polls",
                model.queues().get(0).reading());
    }
}
