package io.vqtrace.analyzer.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.Violation;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of the testkit to break a rule, as a recorded trace: that rule is found, and no other. */
class FixtureTest {
    private static final int REQUESTS = 400;

    /** The device looks at its rings by itself now and then: else a queue that got stuck leaves no row behind. */
    private static final Duration WATCHDOG = Duration.ofMillis(1);

    static final Set<Violation> ON_PCI = EnumSet.of(Violation.QUEUE_ENABLE_ZERO, Violation.RESET_NOT_AWAITED);

    static final Set<Violation> OF_NET = EnumSet.of(
            Violation.ACCEPTED_WITHOUT_DEPENDENCY,
            Violation.COALESCING_NOT_NEGOTIATED,
            Violation.COALESCING_QUEUE,
            Violation.COALESCING_LOST);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isFoundAndNothingElse(Violation violation) throws IOException {
        TestbedBuilder testbed =
                Testbed.builder().violation(violation).watchdog(WATCHDOG).moderation(new Moderation(4, 20));
        CheckedRun run = CheckedRun.of(
                testbed,
                OF_NET.contains(violation) ? DeviceType.NET : DeviceType.BLK,
                ON_PCI.contains(violation) ? TransportKind.PCI : TransportKind.MMIO,
                REQUESTS,
                folder.resolve(violation + ".vqtrace"));
        assertTrue(run.oracle().violated(), violation.toString());
        List<Integer> broken =
                run.findings().stream().map(result -> result.rule().number()).toList();
        assertEquals(List.of(violation.rule()), broken, violation + "\n" + run.text());
        Verdict expected = RuleBook.rule(violation.rule()).level().verdict();
        assertEquals(expected, run.findings().get(0).verdict(), violation + "\n" + run.text());
    }
}
