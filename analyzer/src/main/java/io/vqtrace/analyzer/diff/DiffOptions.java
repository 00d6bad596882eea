package io.vqtrace.analyzer.diff;

import java.util.List;
import java.util.Map;

/**
 * How two traces are compared.
 *
 * @param seed of the random draws; the same seed gives the same result
 * @param confidence of the intervals, and 1 less the chance of any false finding; between 0.5 and 1, both excluded
 * @param resamples how often each metric is drawn, 100 to 100,000
 * @param minEffectRatio changes smaller than this share (of a value, or of time) are no findings, 0 or more
 * @param byOperation whether latencies are compared by operation too
 * @param matches devices of A and their partners in B, by any of their names; others are matched by what they are
 * @param devices names of the only devices to compare, of either side; empty for all
 */
public record DiffOptions(
        long seed,
        double confidence,
        int resamples,
        double minEffectRatio,
        boolean byOperation,
        Map<String, String> matches,
        List<String> devices) {
    /** Seed 1, 95 %, 1000 draws, 2 %, devices matched by what they are. */
    public static final DiffOptions DEFAULT = new DiffOptions(1, 0.95, 1000, 0.02, false, Map.of(), List.of());

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a number is out of its range, with a message for the user
     */
    public DiffOptions {
        require(confidence > 0.5 && confidence < 1, "the confidence must lie between 50 % and 100 %");
        require(resamples >= 100 && resamples <= 100_000, "there must be 100 to 100000 resamples");
        require(minEffectRatio >= 0, "the least effect must not be negative");
        matches = Map.copyOf(matches);
        devices = List.copyOf(devices);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
