package io.vqtrace.analyzer.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a rule is not checkable is told of the trace at hand. */
class ReasonsTest {
    private static final long MS = 1_000_000;
    private static final long VERSION_1 = 1L << 32;
    private static final long RING_PACKED = 1L << 34;

    @TempDir
    Path folder;

    private final TestTrace trace = new TestTrace();

    private Map<Integer, String> reasons() throws Exception {
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("run.vqtrace")))) {
            EventFilter all = new EventFilter(Long.MIN_VALUE, Long.MAX_VALUE, null, null);
            List<RuleResult> rules = new Checker(files, all).check(rule -> true);
            for (RuleResult rule : rules) {
                String reason = rule.reason();
                boolean told =
                        reason != null && (reason.startsWith(Reasons.NEEDS) || reason.startsWith(Reasons.APPLIES));
                assertEquals(rule.verdict() == Verdict.NOT_CHECKABLE, told, rule::toString);
            }
            return rules.stream()
                    .filter(rule -> rule.reason() != null)
                    .collect(Collectors.toMap(rule -> rule.rule().number(), RuleResult::reason));
        }
    }

    /** An attempt from reset to DRIVER_OK, with what was accepted or without. */
    private void bringUp(int device, long ns, Long accepted) {
        trace.status(device, ns, 0).status(device, ns + MS, 1).status(device, ns + 2 * MS, 3);
        if (accepted != null) {
            trace.step(NegotiationRows.featuresAccepted(
                    device, TestTrace.START_NS + ns + 3 * MS, accepted, 0, null, "log"));
        }
        trace.status(device, ns + 4 * MS, 11).status(device, ns + 5 * MS, 15);
    }

    @Test
    void whatOneDeviceLacksIsToldEvenIfTheRuleDoesNotApplyToAnother() throws Exception {
        trace.device(0, "disk0", "virtio-blk").queue(0, 0, 64).kick(0, 0, MS).used(0, 0, MS, 2 * MS);
        trace.device(1, "net0", "virtio-net")
                .queue(1, 1, 256)
                .kick(1, 1, 3 * MS)
                .used(1, 1, 3 * MS, 4 * MS);
        assertEquals("needs control commands, which a recorder sees", reasons().get(47));
    }

    @Test
    void withoutANetworkDeviceTheRuleDoesNotApply() throws Exception {
        trace.device(0, "disk0", "virtio-blk").queue(0, 0, 64).kick(0, 0, MS).used(0, 0, MS, 2 * MS);
        assertEquals("applies to network devices", reasons().get(47));
    }

    @Test
    void theLatestAttemptIsMeant() throws Exception {
        trace.device(0, "disk0", "virtio-blk").queue(0, 0, 64);
        bringUp(0, 0, null);
        trace.kick(0, 0, 10 * MS).used(0, 0, 10 * MS, 11 * MS);
        bringUp(0, 20 * MS, VERSION_1);
        trace.kick(0, 0, 30 * MS).used(0, 0, 30 * MS, 31 * MS);
        assertEquals("applies where IN_ORDER is negotiated", reasons().get(36));
    }

    @Test
    void aRuleAboutTheOtherLayoutIsNoMatterOfTheCapture() throws Exception {
        trace.device(0, "disk0", "virtio-blk");
        bringUp(0, 0, VERSION_1 | RING_PACKED);
        trace.kick(0, 0, 10 * MS).used(0, 0, 10 * MS, 11 * MS);
        Map<Integer, String> reasons = reasons();
        for (int rule : new int[] {30, 32, 37, 38, 39, 40, 41, 42}) {
            assertEquals("applies to split rings", reasons.get(rule), "rule " + rule);
        }
        assertEquals("needs a backend that records what it refuses (FAULT events)", reasons.get(44));
        assertTrue(reasons.get(45).startsWith("needs interrupt_arm events"), reasons.get(45));
    }

    @Test
    void aDeviceWithoutQueueEventsIsJudgedByWhatItIs() throws Exception {
        trace.device(0, "disk0", "virtio-blk").queue(0, 0, 64);
        bringUp(0, 0, VERSION_1);
        Map<Integer, String> reasons = reasons();
        assertEquals("needs events of the device's queues, of which this capture holds none", reasons.get(13));
        assertEquals("applies to network devices", reasons.get(47));
        assertEquals("applies to packed rings", reasons.get(43));
    }

    @Test
    void withoutAVirtioDeviceNoRuleApplies() throws Exception {
        trace.device(new DeviceRow(0, "hd0", "ide-hd", null, "pci", null, "emulated", null, null, null, null));
        Map<Integer, String> reasons = reasons();
        assertEquals(RuleBook.rules().size(), reasons.size());
        assertEquals(
                List.of(Reasons.NO_DEVICE), reasons.values().stream().distinct().toList());
    }
}
