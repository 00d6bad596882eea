package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.sweep.ModerationOptions;
import picocli.CommandLine.Option;

/** Options of {@code vqtrace interrupts}. */
final class ModerationSettings {

    private static final ModerationOptions DEFAULT = ModerationOptions.DEFAULT;

    @Option(
            names = "--over-time",
            description = "Show completions, interrupts, notify latency and suppression by stretch of time; in CSV"
                    + " instead of the queues. JSON has them always.")
    private boolean overTime;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Length of the stretches, such as 100ms; implies --over-time. Default: a round one that makes"
                    + " at most 30.")
    private Long intervalNs;

    @Option(
            names = "--longest",
            paramLabel = "N",
            description = "How many of the completions that waited longest for their interrupt to show. Default: 5.")
    private int longest = DEFAULT.longest();

    @Option(
            names = "--storm-rate",
            paramLabel = "RATE",
            converter = RateConverter.class,
            description = "Interrupts per second of a queue that can be a storm. Default: 20000/s, which at some 5 us"
                    + " each cost a tenth of a virtual CPU.")
    private double stormRate = DEFAULT.stormRate();

    @Option(
            names = "--storm-ratio",
            paramLabel = "N",
            description = "Completions per interrupt up to which it is a storm. Default: 1.5.")
    private double stormRatio = DEFAULT.stormRatio();

    @Option(
            names = "--storm-length",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Shortest storm. Default: 10ms.")
    private long stormLengthNs = DEFAULT.stormLengthNs();

    /** Tells whether a person wants to see moderation over time. */
    boolean overTime() {
        return overTime || intervalNs != null;
    }

    /**
     * The options of the analysis.
     *
     * @throws CommandException if one makes no sense
     */
    ModerationOptions options() {
        if (longest < 0) {
            throw CommandException.usage("--longest is below 0");
        }
        if (!(stormRatio > 0)) {
            throw CommandException.usage("--storm-ratio is not above 0");
        }
        if (intervalNs != null && intervalNs <= 0) {
            throw CommandException.usage("--interval is not above 0");
        }
        if (stormLengthNs <= 0) {
            throw CommandException.usage("--storm-length is not above 0");
        }
        return new ModerationOptions(intervalNs, longest, stormRate, stormRatio, stormLengthNs);
    }
}
