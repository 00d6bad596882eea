package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingModel.QueueCoalescing;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Records each pair of settings and compares what the second did with what the first one's trace predicts for it. */
public final class SimulationValidation {
    static final double TOLERANCE = 0.05;

    private static final int REQUESTS = 10_000;
    /** Latencies differ by the device's own steps, which are no part of moderation. */
    private static final double STEP_NS = 500;

    /**
     * One line of the table.
     *
     * @param measured what the setting did
     * @param predicted what was predicted
     * @param queue the prediction with its confidence
     */
    record Row(ValidationPair pair, SettingResult measured, SettingResult predicted, QueueCoalescing queue) {
        double interrupts() {
            return error(predicted.interruptsPerS(), measured.interruptsPerS(), 0);
        }

        double mean() {
            return error(
                    predicted.addedLatencyNs().mean(), measured.addedLatencyNs().mean(), STEP_NS);
        }

        double p50() {
            return error(
                    predicted.addedLatencyNs().p50(), measured.addedLatencyNs().p50(), STEP_NS);
        }

        double p99() {
            return error(
                    predicted.addedLatencyNs().p99(), measured.addedLatencyNs().p99(), STEP_NS);
        }

        boolean holds() {
            return Stream.of(interrupts(), mean(), p50(), p99()).allMatch(error -> Math.abs(error) <= TOLERANCE);
        }

        boolean flagged() {
            return !queue.confidence().equals(Confidence.PREDICTED.label());
        }

        private static double error(double value, double truth, double floor) {
            return (value - truth) / Math.max(truth, Math.max(floor, 1e-9));
        }
    }

    private SimulationValidation() {}

    /**
     * Prints the table, or with {@code --json FILE} also writes it.
     *
     * @param arguments nothing, or {@code --json FILE}
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("validate-simulation");
        try {
            List<Row> rows = rows(folder);
            System.out.println(markdown(rows));
            boolean rings = RingSizeValidation.print(System.out);
            if (arguments.length == 2 && arguments[0].equals("--json")) {
                Files.writeString(Path.of(arguments[1]), json(rows));
            }
            if (!rings || rows.stream().anyMatch(row -> row.pair().byNature() ? !row.flagged() : !row.holds())) {
                System.exit(1);
            }
        } finally {
            delete(folder);
        }
    }

    static List<Row> rows(Path folder) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (ValidationPair pair : ValidationPair.all()) {
            rows.add(row(pair, Files.createTempDirectory(folder, "pair")));
        }
        return rows;
    }

    private static Row row(ValidationPair pair, Path folder) throws Exception {
        Path from = folder.resolve("from.vqtrace");
        Path to = folder.resolve("to.vqtrace");
        RecordedRun.record(from, pair.testbed(), pair.from(), REQUESTS);
        RecordedRun.record(to, pair.testbed(), pair.to(), REQUESTS);
        QueueCoalescing predicted = simulate(from, pair.to());
        QueueCoalescing measured = simulate(to, pair.to());
        return new Row(pair, measured.recorded(), predicted.result(pair.to().label()), predicted);
    }

    private static QueueCoalescing simulate(Path trace, CoalescingSetting setting) throws Exception {
        CoalescingSimulation simulation =
                new CoalescingSimulation(new CoalescingOptions(List.of(setting), false, null, null));
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(
                        files, simulation.prepare(SessionOptions.builder()).build())) {
            if (session.gaps().rows() > 0) {
                throw new IllegalStateException("the recorder lost events of " + trace);
            }
            return simulation.run(session).queues().get(0);
        }
    }

    static String markdown(List<Row> rows) {
        StringBuilder table = new StringBuilder("""
                | workload | recorded → predicted | interrupts/s measured | predicted | error | added p50 | p99 | mean | confidence |
                |---|---|---:|---:|---:|---:|---:|---:|---|
                """);
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s → %s | %,.0f | %,.0f | %+.1f %% | %+.1f %% | %+.1f %% | %+.1f %% | %s |%n",
                    row.pair().name(),
                    row.pair().from().label(),
                    row.pair().to().label(),
                    row.measured().interruptsPerS(),
                    row.predicted().interruptsPerS(),
                    100 * row.interrupts(),
                    100 * row.p50(),
                    100 * row.p99(),
                    100 * row.mean(),
                    row.queue().confidence()));
        }
        return table.toString();
    }

    private static String json(List<Row> rows) {
        StringBuilder text = new StringBuilder("{\"schema\": \"vqtrace.validate-simulation/1\", \"pairs\": [");
        String separator = "\n";
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s  {\"workload\": \"%s\", \"recorded\": \"%s\", \"predicted\": \"%s\","
                            + " \"measured_interrupts_per_s\": %.3f, \"predicted_interrupts_per_s\": %.3f,"
                            + " \"interrupts_error_ratio\": %.5f, \"added_p50_error_ratio\": %.5f,"
                            + " \"added_p99_error_ratio\": %.5f, \"added_mean_error_ratio\": %.5f,"
                            + " \"confidence\": \"%s\", \"fails_by_nature\": %b}",
                    separator,
                    row.pair().name(),
                    row.pair().from().label(),
                    row.pair().to().label(),
                    row.measured().interruptsPerS(),
                    row.predicted().interruptsPerS(),
                    row.interrupts(),
                    row.p50(),
                    row.p99(),
                    row.mean(),
                    row.queue().confidence(),
                    row.pair().byNature()));
            separator = ",\n";
        }
        return text.append("\n]}\n").toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
