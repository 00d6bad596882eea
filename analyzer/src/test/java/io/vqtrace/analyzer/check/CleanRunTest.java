package io.vqtrace.analyzer.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.Incident;
import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.Workload;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers and devices that keep to the rules: nothing is found, whatever they agreed on. */
class CleanRunTest {
    private static final int RUNS = 32 * Integer.getInteger("vqtrace.rounds", 1);

    @TempDir
    Path folder;

    @Test
    void hasNoFinding() throws IOException {
        Set<Integer> checked = new TreeSet<>();
        int racy = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            long of = seed;
            CheckedRun run = assertTimeoutPreemptively(Duration.ofSeconds(8), () -> run(of), "seed " + seed);
            assertFalse(run.oracle().stalled(), "seed " + seed);
            // Racy is what a trace cannot tell from lawful: one run of some thousand.
            List<RuleResult> certain = run.findings().stream()
                    .filter(result -> result.verdict() != Verdict.RACY)
                    .toList();
            assertEquals(List.of(), certain, "seed " + seed + "\n" + run.text());
            racy += run.findings().size();
            run.results().stream()
                    .filter(result -> result.verdict() == Verdict.OK)
                    .forEach(result -> checked.add(result.rule().number()));
            assertTrue(
                    run.results().stream()
                            .filter(result -> result.verdict() == Verdict.NOT_CHECKABLE)
                            .allMatch(result -> result.reason() != null),
                    "seed " + seed);
        }
        assertEquals(48, checked.size(), "checked somewhere: " + checked);
        assertTrue(racy <= RUNS / 200, racy + " of " + RUNS + " runs");
    }

    private CheckedRun run(long seed) throws IOException {
        Random random = new Random(seed);
        boolean net = random.nextInt(3) == 0;
        int queues = seed % 3 == 0 ? 2 : 1;
        boolean mmio = random.nextBoolean();
        TestbedBuilder testbed = Testbed.builder()
                .seed(seed)
                .device(net ? DeviceType.NET : DeviceType.BLK)
                .queues(queues)
                .ringSize(16 << random.nextInt(4))
                .packed(random.nextBoolean())
                .eventIdx(random.nextInt(3) > 0)
                .indirect(random.nextBoolean())
                .inOrder(random.nextInt(4) == 0)
                .notificationData(random.nextInt(4) == 0)
                .transport(mmio ? TransportKind.MMIO : TransportKind.PCI)
                .moderation(random.nextBoolean() ? Moderation.NONE : new Moderation(4, 20))
                .interrupts(InterruptPolicy.values()[random.nextInt(InterruptPolicy.values().length)])
                .servers(1 + random.nextInt(12))
                .batch(1 + random.nextInt(4))
                .suppressKicks(random.nextBoolean())
                .serviceTime(ServiceTime.lognormal(Duration.ofNanos(5_000L << random.nextInt(5)), 0.5))
                .workload(
                        random.nextBoolean()
                                ? Workload.closedLoop(1 + random.nextInt(16))
                                : Workload.openLoop(2_000L << random.nextInt(6)));
        if (random.nextBoolean()) {
            testbed.watchdog(Duration.ofNanos(200_000L << random.nextInt(4)));
        }
        if (net && random.nextBoolean()) {
            testbed.receiveRate(20_000);
        }
        Incident[] incidents = Incident.values();
        Incident incident = incidents[(int) seed % incidents.length];
        if (mmio || incident != Incident.QUEUE_DISABLED) {
            testbed.incident(incident);
        }
        return CheckedRun.of(
                testbed,
                net ? DeviceType.NET : DeviceType.BLK,
                mmio ? TransportKind.MMIO : TransportKind.PCI,
                300,
                folder.resolve("seed-" + seed + ".vqtrace"));
    }
}
