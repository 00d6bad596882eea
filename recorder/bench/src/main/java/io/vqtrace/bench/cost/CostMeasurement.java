package io.vqtrace.bench.cost;

import io.vqtrace.bench.Progress;
import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.recorder.CaptureLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks through JMH, a process for each, in several rounds of many short iterations. A benchmark's figure is
 * the lower quartile of a round's iterations, and of the rounds the least: what else runs on the machine only ever adds.
 */
public final class CostMeasurement {
    /** Parameters of {@link Recording}. */
    private static final String LEVEL = "level";

    private static final String MODE = "mode";
    private static final int WARM_UP_ITERATIONS = 3;
    private static final TimeValue WARM_UP = TimeValue.milliseconds(200);
    private static final TimeValue ITERATION = TimeValue.milliseconds(50);

    private final int iterations;
    private final Map<String, Double> figures = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> offered = new TreeMap<>();

    private CostMeasurement(int iterations) {
        this.iterations = iterations;
    }

    /**
     * Measures.
     *
     * @param rounds how often each benchmark runs
     * @param iterations measured iterations of a run
     * @param progress told what goes on
     * @return the costs
     * @throws IOException if a benchmark failed
     */
    public static Costs run(int rounds, int iterations, Progress progress) throws IOException {
        CostMeasurement measurement = new CostMeasurement(iterations);
        CaptureLevel level = Costs.DEFAULT_LEVEL;
        for (int round = 1; round <= rounds; round++) {
            progress.step("cost of a call, round " + round + " of " + rounds);
            measurement.run("PeerBenchmark");
            measurement.run("DisabledBenchmark\\.(emptyLoop|disabled)$");
            measurement.run("ProbeBenchmark", 1, level, RecorderMode.STREAM, RecorderMode.FLIGHT);
            measurement.run("ProbeBenchmark", 1, CaptureLevel.FULL, RecorderMode.STREAM, RecorderMode.FLIGHT);
            measurement.run("ProbeBenchmark\\.popUsed", 2, level, RecorderMode.FLIGHT);
            measurement.run("CallBenchmark", 1, level, RecorderMode.STREAM);
            measurement.run("DisabledBenchmark\\.disabledBesideEnabled", 1, level, RecorderMode.FLIGHT);
        }
        measurement.offered.forEach((ofLevel, rows) -> measurement.figures.put(
                Costs.DROPPED_RATIO + ofLevel, (double) measurement.dropped.get(ofLevel) / rows));
        return Costs.of(measurement.figures);
    }

    private void run(String include) throws IOException {
        run(new OptionsBuilder().include(include).threads(1));
    }

    private void run(String include, int threads, CaptureLevel level, RecorderMode... modes) throws IOException {
        String[] labels = Arrays.stream(modes).map(RecorderMode::label).toArray(String[]::new);
        run(new OptionsBuilder()
                .include(include)
                .threads(threads)
                .param(LEVEL, level.label())
                .param(MODE, labels));
    }

    private void run(ChainedOptionsBuilder options) throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.onDisk()) {
            Path log = scratch.path().resolve("jmh.log");
            options.forks(1)
                    .warmupIterations(WARM_UP_ITERATIONS)
                    .warmupTime(WARM_UP)
                    .measurementIterations(iterations)
                    .measurementTime(ITERATION)
                    .shouldFailOnError(true)
                    .output(log.toString());
            Collection<RunResult> results;
            try {
                results = new Runner(options.build()).run();
            } catch (RunnerException e) {
                throw new IOException("a benchmark failed:\n" + Files.readString(log), e);
            }
            if (results.isEmpty()) {
                throw new IOException("no benchmark ran:\n" + Files.readString(log));
            }
            results.forEach(this::add);
        }
    }

    private void add(RunResult result) {
        List<IterationResult> measured = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
        double quartile = measured.stream()
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .sorted()
                .skip(measured.size() / 4)
                .findFirst()
                .orElseThrow();
        figures.merge(label(result), quartile, Math::min);
        if (RecorderMode.STREAM.label().equals(result.getParams().getParam(MODE))) {
            String level = result.getParams().getParam(LEVEL);
            dropped.merge(level, counted(measured, "dropped"), Long::sum);
            offered.merge(level, counted(measured, "offered"), Long::sum);
        }
    }

    private static long counted(List<IterationResult> measured, String counter) {
        return measured.stream()
                .map(iteration -> (Result<?>) iteration.getSecondaryResults().get(counter))
                .mapToLong(result -> result == null ? 0 : (long) result.getScore())
                .sum();
    }

    /** The method, its parameters and, if more than one, its threads: {@code popUsed.requests.flight@2}. */
    private static String label(RunResult result) {
        var parameters = result.getParams();
        String benchmark = parameters.getBenchmark();
        StringBuilder label = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
        for (String key : parameters.getParamsKeys()) {
            label.append('.').append(parameters.getParam(key));
        }
        if (parameters.getThreads() > 1) {
            label.append('@').append(parameters.getThreads());
        }
        return label.toString();
    }
}
