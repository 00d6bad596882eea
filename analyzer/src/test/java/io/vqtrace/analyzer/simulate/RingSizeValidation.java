package io.vqtrace.analyzer.simulate;

import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The pairs of rings that the simulation is held against, and the table of what came out. */
final class RingSizeValidation {
    static final double WITHIN = 0.05;

    private RingSizeValidation() {}

    /** Pairs that are to be predicted. */
    static List<RingPair> predictable() {
        return List.of(
                new RingPair(
                        "open, exponential, indirect", () -> disk(1, true, 64).workload(open(13_000)), 256, 32),
                new RingPair(
                        "open, exponential, direct ×3", () -> disk(2, false, 64).workload(open(8_500)), 256, 64),
                new RingPair(
                        "open, log-normal, packed",
                        () -> disk(3, true, 64)
                                .packed(true)
                                .serviceTime(ServiceTime.lognormal(Duration.ofMillis(2), 0.5))
                                .workload(open(5_500)),
                        256,
                        16),
                new RingPair(
                        "open, bursts of 24, direct ×3",
                        () -> disk(4, false, 128).workload(open(4_000).bursts(24)),
                        256,
                        64),
                new RingPair(
                        "closed 64, exponential, indirect",
                        () -> disk(5, true, 64).workload(closed(64)),
                        256,
                        32),
                new RingPair("closed 48, direct ×3", () -> disk(6, false, 64).workload(closed(48)), 256, 64),
                new RingPair(
                        "closed 64, smaller to smaller", () -> disk(8, true, 64).workload(closed(64)), 32, 16));
    }

    /** Pairs that cannot be predicted, which the answer has to say. */
    static List<RingPair> byNature() {
        return List.of(
                new RingPair(
                        "open: demand hidden by the recorded ring",
                        () -> disk(9, true, 64).workload(open(13_000)),
                        32,
                        64),
                new RingPair(
                        "closed 64 behind a ring of 32",
                        () -> disk(10, true, 64).workload(closed(64)),
                        32,
                        64),
                new RingPair(
                        "open, service 20 µs: reaction unknown",
                        () -> disk(11, true, 64)
                                .serviceTime(ServiceTime.exponential(Duration.ofNanos(20_000)))
                                .workload(open(400_000)),
                        256,
                        8),
                new RingPair(
                        "open, backend takes 16 at once and looks no sooner",
                        () -> disk(12, true, 16).workload(open(6_000)),
                        256,
                        16),
                new RingPair(
                        "closed 32, backend takes 8 at once and looks no sooner",
                        () -> disk(7, true, 8).workload(closed(32)),
                        256,
                        16));
    }

    private static Workload open(double perSecond) {
        return Workload.openLoop(perSecond);
    }

    private static Workload closed(int depth) {
        return Workload.closedLoop(depth);
    }

    private static TestbedBuilder disk(long seed, boolean indirect, int servers) {
        return Testbed.builder()
                .seed(seed)
                .indirect(indirect)
                .servers(servers)
                .serviceTime(ServiceTime.exponential(Duration.ofMillis(2)));
    }

    /**
     * Prints the table in Markdown.
     *
     * @return whether every predictable pair was predicted and every other one flagged
     */
    static boolean print(PrintStream out) throws Exception {
        out.println("| workload | recorded → predicted ring | full measured | predicted | entries measured | predicted"
                + " | mean wait measured | predicted | rate error | confidence | holds |");
        out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|");
        boolean fine = true;
        for (RingPair pair : predictable()) {
            fine &= outcome(pair, out).within(WITHIN);
        }
        for (RingPair pair : byNature()) {
            fine &= !outcome(pair, out).source().confidence().equals(Confidence.PREDICTED.label());
        }
        return fine;
    }

    private static RingPair.Outcome outcome(RingPair pair, PrintStream out) throws Exception {
        Path work = Files.createTempDirectory("ring-size");
        try {
            RingPair.Outcome outcome = pair.run(work);
            out.println(row(pair, outcome));
            return outcome;
        } finally {
            delete(work);
        }
    }

    private static String row(RingPair pair, RingPair.Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %s | %d → %d | %.1f %% | %.1f %% | %.2f | %.2f | %s | %s | %+.1f %% | %s | %s |",
                pair.name(),
                pair.from(),
                pair.to(),
                100 * outcome.real().fullRatio(),
                100 * outcome.predicted().fullRatio(),
                outcome.real().occupancy().mean(),
                outcome.predicted().occupancy().mean(),
                outcome.realWaitNs() == null ? "—" : micros(outcome.realWaitNs()),
                micros(outcome.predicted().addedWaitNs().mean()),
                100 * outcome.rateError(),
                outcome.source().confidence(),
                outcome.predicted().holds());
    }

    private static String micros(double ns) {
        return String.format(Locale.ROOT, "%.1f µs", ns / 1e3);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
