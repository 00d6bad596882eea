package io.vqtrace.analyzer.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.slice.SliceOptions;
import io.vqtrace.analyzer.slice.TraceSlice;
import io.vqtrace.testkit.Incident;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.Violation;
import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are missing accuse nobody: what is found then was there to be found. */
class LossTest {
    private static final int RUNS = 30 * Integer.getInteger("vqtrace.rounds", 1);
    private static final int CUTS = 4;
    private static final Duration WATCHDOG = Duration.ofMillis(1);

    @TempDir
    Path folder;

    @Test
    void lostRowsAreNoFinding() throws Exception {
        Set<Integer> foundAllTheSame = new TreeSet<>();
        for (long seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            Violation violation = random.nextInt(3) == 0 ? null : any(random);
            Path whole = record(seed, random, violation);
            assertNothingElse(whole, violation, "seed " + seed);
            for (int cut = 0; cut < CUTS; cut++) {
                Path thinned = ThinnedTrace.write(whole, folder.resolve(seed + "-" + cut + ".vqtrace"), random);
                foundAllTheSame.addAll(assertNothingElse(thinned, violation, "seed " + seed + " cut " + cut));
            }
            Path slice = slice(whole, folder.resolve(seed + "-slice.vqtrace"), random);
            assertNothingElse(slice, violation, "seed " + seed + " slice");
        }
        assertTrue(foundAllTheSame.size() > 8, "a loss does not blind: " + foundAllTheSame);
    }

    private static Violation any(Random random) {
        Violation[] all = Violation.values();
        return all[random.nextInt(all.length)];
    }

    private Path record(long seed, Random random, Violation violation) throws IOException {
        boolean net = FixtureTest.OF_NET.contains(violation);
        boolean pci = FixtureTest.ON_PCI.contains(violation);
        TestbedBuilder testbed = Testbed.builder()
                .seed(seed)
                .packed(random.nextBoolean())
                .eventIdx(random.nextInt(3) > 0)
                .indirect(random.nextBoolean())
                .batch(1 + random.nextInt(4))
                .moderation(random.nextBoolean() ? Moderation.NONE : new Moderation(4, 20))
                .watchdog(WATCHDOG);
        if (violation != null) {
            testbed.violation(violation);
        } else if (random.nextBoolean()) {
            testbed.batch(1).incident(Incident.values()[random.nextInt(Incident.values().length)]);
        }
        Path whole = folder.resolve(seed + ".vqtrace");
        CheckedRun.of(
                testbed,
                net ? DeviceType.NET : DeviceType.BLK,
                pci ? TransportKind.PCI : TransportKind.MMIO,
                300,
                whole);
        return whole;
    }

    private Path slice(Path whole, Path target, Random random) throws Exception {
        try (TraceFiles files = TraceFiles.open(whole)) {
            long from = files.manifest().startNs();
            long length = files.manifest().endNs() - from;
            long begin = from + (long) (random.nextDouble() * length * 0.8);
            SessionOptions options = SessionOptions.builder()
                    .window(begin, begin + (long) (random.nextDouble() * length))
                    .build();
            TraceSlice.write(files, "run", options, target, new SliceOptions(false, null, Compression.NONE));
        }
        return target;
    }

    private static Set<Integer> assertNothingElse(Path trace, Violation violation, String where) throws IOException {
        try (TraceFiles files = TraceFiles.open(trace)) {
            List<RuleResult> results = new Checker(files, EventFilter.ALL).check(rule -> true);
            Set<Integer> found = results.stream()
                    .filter(result -> result.verdict().atLeast(Verdict.WARNING))
                    .map(result -> result.rule().number())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Integer> most = violation == null ? Set.of() : Set.of(violation.rule());
            String text = where + " " + violation + "\n" + new CheckedRun(null, results).text();
            assertEquals(
                    Set.of(),
                    found.stream().filter(rule -> !most.contains(rule)).collect(Collectors.toSet()),
                    text);
            return found;
        }
    }
}
