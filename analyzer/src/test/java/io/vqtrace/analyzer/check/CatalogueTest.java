package io.vqtrace.analyzer.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.Workload;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents that are known from the field and that no {@link Violation} stands for, each with what is to be found of it. */
class CatalogueTest {
    private static final long EVENT_IDX = 1L << 29;
    private static final long VERSION_1 = 1L << 32;
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private interface Question<T> {
        T ask(TraceSession session) throws Exception;
    }

    private CheckedRun run(TestbedBuilder testbed, DeviceType type, long requests) throws IOException {
        return CheckedRun.of(testbed, type, TransportKind.MMIO, requests, folder.resolve("run.vqtrace"));
    }

    private <T> T ask(SessionOptions.Builder options, Question<T> question) throws Exception {
        try (TraceFiles files = TraceFiles.open(folder.resolve("run.vqtrace"));
                TraceSession session = TraceSession.open(files, options.build())) {
            return question.ask(session);
        }
    }

    private QueueSummary queue(int index) throws Exception {
        return ask(Analyses.prepareReport(SessionOptions.builder()), Analyses::report).queues().stream()
                .filter(queue -> queue.queue() == index)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEqualityOnlyCheckShowsTheRangeThatItMissed() throws Exception {
        CheckedRun run = run(
                Testbed.builder().violation(Violation.EQUALITY_ONLY_EVENT_CHECK).watchdog(Duration.ofMillis(1)),
                DeviceType.BLK,
                400);
        String seen = run.findings().get(0).worst().first().seen();
        List<Integer> numbers = List.of(seen.replaceAll("\\D+", " ").trim().split(" ")).stream()
                .map(Integer::valueOf)
                .toList();
        assertTrue(seen.matches("no interrupt: used_event \\d+, used.idx from \\d+ to \\d+"), seen);
        assertTrue(numbers.get(2) - numbers.get(1) > 1, seen);
        assertTrue(numbers.get(0) >= numbers.get(1) && numbers.get(0) < numbers.get(2), seen);
    }

    @Test
    void completionsThatAreReturnedTogetherAreDecidedUponOnce() throws Exception {
        CheckedRun run =
                run(Testbed.builder().batch(4).servers(8).workload(Workload.closedLoop(16)), DeviceType.BLK, 400);
        assertEquals(List.of(), run.findings(), run.text());
        QueueSummary queue = queue(0);
        assertTrue(queue.requests() > 1.5 * queue.interrupts(), queue::toString);
    }

    @Test
    void anInterruptThatWasMissedByANarrowMarginIsRacy() throws Exception {
        assertEquals(Verdict.RACY, missedInterrupt(300), "the driver changed its mind within the clock's reach");
        assertEquals(Verdict.VIOLATION, missedInterrupt(5 * MS));
    }

    /** The device decides not to interrupt, and some time later the driver writes a value that does not ask for it. */
    private Verdict missedInterrupt(long laterNs) throws Exception {
        TestTrace trace = new TestTrace().recorded(true).device(0, "disk0", "virtio-blk");
        long start = TestTrace.START_NS;
        for (int bits : List.of(0, 1, 3)) {
            trace.step(NegotiationRows.status(0, start + bits, bits, NegotiationRows.DRIVER, null, "recorder"));
        }
        trace.step(NegotiationRows.featuresAccepted(0, start + 4, VERSION_1 | EVENT_IDX, 0, null, "recorder"));
        trace.step(NegotiationRows.status(0, start + 11, 11, NegotiationRows.DRIVER, null, "recorder"));
        trace.step(NegotiationRows.status(0, start + 12, 11, NegotiationRows.DEVICE, null, "recorder"));
        trace.step(NegotiationRows.queueSetup(
                0, start + 13, 0, false, 64, 64, null, 0x1000, 0x2000, 0x3000, null, "recorder"));
        trace.step(NegotiationRows.status(0, start + 15, 15, NegotiationRows.DRIVER, null, "recorder"));
        trace.row(EventKind.INTERRUPT_ARM, 0, 0, MS, row -> {
            row.value = 0;
            row.flags = Observed.VALUE;
        });
        trace.used(0, 0, 2 * MS, 3 * MS).suppressed(0, 0, 3 * MS, 1, SuppressionReason.EVENT_INDEX);
        trace.row(EventKind.INTERRUPT_ARM, 0, 0, 3 * MS + laterNs, row -> {
            row.value = 7;
            row.flags = Observed.VALUE;
        });
        trace.used(0, 0, 20 * MS, 21 * MS).suppressed(0, 0, 21 * MS, 1, SuppressionReason.EVENT_INDEX);
        Path written = trace.write(folder.resolve(laterNs + ".vqtrace"));
        try (TraceFiles files = TraceFiles.open(written)) {
            return new Checker(files, EventFilter.ALL)
                    .check(rule -> rule == 38)
                    .get(0)
                    .verdict();
        }
    }

    @Test
    void oneInterruptForEachCompletionIsAStormAndNoBreach() throws Exception {
        CheckedRun run = run(
                Testbed.builder()
                        .eventIdx(false)
                        .interrupts(InterruptPolicy.ALWAYS)
                        .servers(16)
                        .serviceTime(ServiceTime.constant(Duration.ofNanos(20_000)))
                        .workload(Workload.openLoop(50_000)),
                DeviceType.BLK,
                4000);
        assertEquals(List.of(), run.findings(), run.text());
        InterruptsModel interrupts = ask(Analyses.prepareInterrupts(SessionOptions.builder()), Analyses::interrupts);
        assertFalse(interrupts.storms().isEmpty());
        assertTrue(interrupts.storms().get(0).completionsPerInterrupt() < 1.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 20})
    void aBackendThatTakesSoManyAtOnceIsTheLimitAndNotTheRing(int most) throws Exception {
        CheckedRun run = run(
                Testbed.builder().ringSize(256).servers(most).workload(Workload.closedLoop(48)), DeviceType.BLK, 2000);
        assertEquals(List.of(), run.findings(), run.text());
        assertEquals("capped at " + most, queue(0).saturation().verdict());
    }

    @Test
    void packetsThatOverrunAReceiveRingAreDrops() throws Exception {
        CheckedRun run = run(
                Testbed.builder()
                        .device(DeviceType.NET)
                        .ringSize(256)
                        .receiveRate(3_000_000)
                        .workload(Workload.openLoop(2000)),
                DeviceType.NET,
                40);
        assertEquals(List.of(), run.findings(), run.text());
        QueueSummary receive = queue(0);
        assertTrue(receive.drops() > 0, receive::toString);
        assertEquals("starved", receive.saturation().verdict());
        assertEquals(256, receive.size());
        assertFalse(receive.saturation().advice().isBlank());
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 40})
    void aDeviceThatInsistsOnAFeatureNamesIt(int bit) throws Exception {
        CheckedRun run = run(Testbed.builder().demanding(bit), DeviceType.BLK, 10);
        assertEquals(List.of(), run.findings(), run.text());
        NegotiationModel model = ask(SessionOptions.builder(), Analyses::negotiation);
        assertEquals("features-not-kept", model.findings().get(0).kind());
        DriverAttempt attempt = model.devices().get(0).attempts().get(0);
        String name = bit == 33 ? "VIRTIO_F_ACCESS_PLATFORM" : "VIRTIO_F_RING_RESET";
        assertTrue(attempt.offered().contains(name) && attempt.refused().equals(List.of(name)), attempt::toString);
        assertFalse(attempt.accepted().contains(name));
        assertTrue(
                attempt.offeredMask().startsWith("0x") && attempt.acceptedMask().startsWith("0x"));
    }

    /** The log of a QEMU that goes on with a guest that came from another one. */
    @Test
    void aRestoredDeviceIsNotJudgedByWhatHappenedElsewhere() throws Exception {
        TestTrace trace = new TestTrace().device(0, "disk0", "virtio-blk");
        trace.status(0, 0, 0).status(0, 1000, 15);
        trace.row(EventKind.USED, 0, 0, MS, row -> row.flags = 0).used(0, 0, 2 * MS, 3 * MS);
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("restored.vqtrace")))) {
            List<RuleResult> results = new Checker(files, EventFilter.ALL).check(rule -> true);
            assertEquals(List.of(), new CheckedRun(null, results).findings());
            assertEquals(Verdict.NOT_CHECKABLE, results.get(0).verdict());
            assertEquals(Verdict.OK, results.get(13).verdict(), "DRIVER_OK is set all the same");
        }
    }

    @Test
    void aTraceThatIsCutAccusesNobody() throws Exception {
        run(Testbed.builder().workload(Workload.closedLoop(16)), DeviceType.BLK, 2000);
        Path events = folder.resolve("run.vqtrace").resolve("events-000001.arrows");
        for (int percent : List.of(80, 40, 10)) {
            try (RandomAccessFile file = new RandomAccessFile(events.toFile(), "rw")) {
                file.setLength(file.length() * percent / 100);
            }
            try (TraceFiles files = TraceFiles.open(folder.resolve("run.vqtrace"))) {
                List<RuleResult> results = new Checker(files, EventFilter.ALL).check(rule -> true);
                CheckedRun cut = new CheckedRun(null, results);
                assertEquals(List.of(), cut.findings(), percent + " %\n" + cut.text());
                assertFalse(files.complete());
            }
        }
    }
}
