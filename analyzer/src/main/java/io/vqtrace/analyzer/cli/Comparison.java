package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.diff.DiffOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How {@code vqtrace diff} compares. */
final class Comparison {

    private static final DiffOptions DEFAULT = DiffOptions.DEFAULT;

    @Option(
            names = "--match",
            paramLabel = "A=B",
            description = "Compare this device of A with this one of B. Repeatable. Others are matched by name, else by"
                    + " type and bus address, else by type in the order of the traces; queues by index.")
    private Map<String, String> matches = new LinkedHashMap<>();

    @Option(names = "--by-op", description = "Compare latencies by operation too.")
    private boolean byOperation;

    @Option(
            names = "--confidence",
            paramLabel = "PERCENT",
            converter = PercentConverter.class,
            description = "Confidence of intervals and verdicts. Default: 95.")
    private double confidence = DEFAULT.confidence();

    @Option(
            names = "--min-effect",
            paramLabel = "PERCENT",
            converter = PercentConverter.class,
            description = "Smaller changes are not shown as changes. Default: 2%%.")
    private double minEffect = DEFAULT.minEffectRatio();

    @Option(names = "--resamples", paramLabel = "N", description = "Draws of the bootstrap per metric. Default: 1000.")
    private int resamples = DEFAULT.resamples();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the draws; the same seed gives the same result. Default: 1.")
    private long seed = DEFAULT.seed();

    /**
     * Returns the options.
     *
     * @param devices the only devices to compare, empty for all
     * @throws CommandException if one is out of range
     */
    DiffOptions options(List<String> devices) {
        try {
            return new DiffOptions(seed, confidence, resamples, minEffect, byOperation, matches, devices);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private static final class PercentConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (!text.matches("\\d{1,3}(\\.\\d+)?%?")) {
                throw new TypeConversionException("'" + text + "' is no percentage: use 95 or 2.5%");
            }
            return Double.parseDouble(text.replace("%", "")) / 100;
        }
    }
}
