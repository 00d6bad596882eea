package io.vqtrace.analyzer.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.imports.machine.MachineModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueJudgeTest {
    private static final MachineDevice DISK = MachineModels.describe("virtio-blk-pci", "disk0");

    /** A queue of a recorded trace whose requests wait, are served and are told of for these times. */
    private static QueueEvidence times(double wait, double service, double notify, double kicksPerRequest) {
        return evidence("ok", 256, wait, service, notify, kicksPerRequest, 0.0, null);
    }

    private static QueueEvidence evidence(
            String saturation,
            int size,
            Double wait,
            double service,
            Double notify,
            double kicksPerRequest,
            double delayed,
            Integer sufficient) {
        Double ratio = wait == null ? null : Double.valueOf((wait + notify) / (wait + service + notify));
        return new QueueEvidence(
                0,
                "requestq1",
                "request",
                "split",
                size,
                10_000,
                1000.0,
                wait,
                service,
                notify,
                ratio,
                9000L,
                8,
                1.5,
                saturation,
                "its first number",
                kicksPerRequest,
                1.0,
                delayed,
                false,
                null,
                0.5,
                sufficient,
                sufficient == null ? null : 0.002);
    }

    private static Judgement judge(QueueEvidence queue, boolean moreQueues) {
        return new QueueJudge(DISK, queue, moreQueues, new CaptureAdvice(DISK, null), InventoryOptions.DEFAULT).judge();
    }

    private static void assertVerdict(Verdict expected, Judgement judgement, String reason) {
        assertEquals(expected, judgement.verdict(), judgement.toString());
        assertTrue(judgement.reason().contains(reason), judgement.toString());
    }

    @Test
    void littleVirtioIsKept() {
        assertVerdict(
                Verdict.KEEP_VIRTIO,
                judge(times(2000, 95_000, 3000, 1), true),
                "virtio takes 5.0 % of a request's time (wait 2 µs, notify 3 µs; the backend itself 95 µs)");
    }

    @Test
    void whatPollingCuresIsTunedFirst() {
        Judgement judgement = judge(times(60_000, 20_000, 5000, 0.9), false);
        assertVerdict(Verdict.TUNE_FIRST, judgement, "virtio takes 76.5 %");
        assertTrue(judgement.steps().get(0).contains("poll"), judgement.toString());
    }

    @Test
    void whatCoalescingCausesIsTunedFirst() {
        Judgement judgement = judge(evidence("ok", 256, 1000.0, 20_000, 50_000.0, 0, 0.9, null), false);
        assertVerdict(Verdict.TUNE_FIRST, judgement, "notify 50 µs");
        assertEquals(1, judgement.steps().size());
        assertTrue(
                judgement.steps().get(0).startsWith("Coalesce less: moderation held back 90 %"), judgement.toString());
    }

    @Test
    void whatMoreQueuesCureIsTunedFirst() {
        Judgement judgement = judge(times(60_000, 20_000, 5000, 0), true);
        assertVerdict(Verdict.TUNE_FIRST, judgement, "virtio takes");
        assertTrue(judgement.steps().get(0).startsWith("Give the device more queues"), judgement.toString());
    }

    @Test
    void whatNothingCuresIsACandidate() {
        Judgement judgement = judge(times(60_000, 20_000, 5000, 0), false);
        assertVerdict(Verdict.PASSTHROUGH_CANDIDATE, judgement, "virtio takes 76.5 % of a request's time");
    }

    @Test
    void aPackedRingMattersOnlyForShortTimes() {
        Judgement brief = judge(times(400, 300, 100, 0), false);
        assertVerdict(Verdict.TUNE_FIRST, brief, "virtio takes 62.5 %");
        assertEquals(
                List.of("Try a packed ring (packed=on): it touches less memory, which matters at these times."),
                brief.steps());
    }

    @Test
    void aFullRingIsTunedEvenWhereWaitsAreUnknown() {
        Judgement judgement = judge(evidence("ring-full", 8, null, 20_000, null, 1, 0, 16), false);
        assertVerdict(Verdict.TUNE_FIRST, judgement, "ring-full: its first number");
        assertEquals(
                List.of(
                        "Enlarge the ring from 8 to 16: by simulation it would be full for 0.2 % of busy time instead of"
                                + " 50.0 %."),
                judgement.steps());
        assertTrue(judge(evidence("ring-full", 1024, null, 20_000, null, 1, 0, null), false)
                .steps()
                .get(0)
                .startsWith("Add queues"));
    }

    @Test
    void aCappedBackendIsNoCandidate() {
        Judgement judgement = judge(evidence("capped at 8", 256, 60_000.0, 20_000, 0.0, 0, 0, null), false);
        assertVerdict(Verdict.TUNE_FIRST, judgement, "capped at 8");
        assertEquals(1, judgement.steps().size());
    }

    @Test
    void whatIsNotObservableIsUnknownAndSaysWhatToCapture() {
        Judgement judgement = judge(evidence("plateau at 8", 256, null, 20_000, null, 1, 0, null), false);
        assertVerdict(Verdict.UNKNOWN, judgement, "wait and notify are not observable");
        assertTrue(judgement.steps().stream().anyMatch(step -> step.contains("recorder")), judgement.toString());
    }
}
