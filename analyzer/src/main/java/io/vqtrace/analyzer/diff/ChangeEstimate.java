package io.vqtrace.analyzer.diff;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * By how much a value changed from A to B, with what noise alone could make of it.
 *
 * @param relative true if change and interval are relative to A (0.1 is 10 % more), false if they are differences
 * @param change the estimate
 * @param low begin of the confidence interval of the change
 * @param high its end
 * @param pValue chance of a change at least as large if there were none, 0 to 1
 */
record ChangeEstimate(boolean relative, double change, double low, double high, double pValue) {
    /** Draws in which the value may be undefined before nothing can be said. */
    private static final double MOST_UNDEFINED = 0.05;

    private static final double LEAST_BLOCKS = 4;

    /**
     * Estimates a change; null if the traces are too short for it.
     *
     * @param a value of A, which the draws vary around
     * @param b value of B
     * @param confidence of the interval, between 0 and 1
     */
    static ChangeEstimate of(
            double a, double b, BlockBootstrap.Draws drawsA, BlockBootstrap.Draws drawsB, double confidence) {
        double blocks = Math.min(drawsA.blocks(), drawsB.blocks());
        if (blocks < LEAST_BLOCKS || undefined(drawsA) || undefined(drawsB)) {
            return null;
        }
        boolean relative = a > 0 && b > 0 && positive(drawsA) && positive(drawsB);
        double[] deviationsA = deviations(drawsA, relative);
        double[] deviationsB = deviations(drawsB, relative);
        double change = relative ? Math.log(b / a) : b - a;
        double varianceA = variance(deviationsA) / (1 - 1 / drawsA.blocks());
        double varianceB = variance(deviationsB) / (1 - 1 / drawsB.blocks());
        double variance = varianceA + varianceB;
        if (variance == 0) {
            return new ChangeEstimate(
                    relative,
                    back(change, relative),
                    back(change, relative),
                    back(change, relative),
                    change == 0 ? 1 : 0);
        }
        double freedom = variance
                * variance
                / (varianceA * varianceA / (drawsA.blocks() - 1) + varianceB * varianceB / (drawsB.blocks() - 1));
        TDistribution t = TDistribution.of(freedom);
        double pValue = 2 * t.survivalProbability(Math.abs(change) / Math.sqrt(variance));
        double[] changes = IntStream.range(0, Math.min(deviationsA.length, deviationsB.length))
                .mapToDouble(i -> change + deviationsB[i] - deviationsA[i])
                .sorted()
                .toArray();
        double reach = t.inverseSurvivalProbability((1 - confidence) / 2) * Math.sqrt(blocks / (blocks - 1));
        double tail = NormalDistribution.of(0, 1).survivalProbability(reach);
        return new ChangeEstimate(
                relative,
                back(change, relative),
                back(at(changes, tail), relative),
                back(at(changes, 1 - tail), relative),
                pValue);
    }

    private static double back(double change, boolean relative) {
        return relative ? Math.expm1(change) : change;
    }

    private static boolean undefined(BlockBootstrap.Draws draws) {
        long undefined = Arrays.stream(draws.values()).filter(Double::isNaN).count();
        return undefined > MOST_UNDEFINED * draws.values().length;
    }

    private static boolean positive(BlockBootstrap.Draws draws) {
        return draws.overall() > 0 && Arrays.stream(draws.values()).noneMatch(value -> value <= 0);
    }

    private static double[] deviations(BlockBootstrap.Draws draws, boolean relative) {
        return Arrays.stream(draws.values())
                .filter(value -> !Double.isNaN(value))
                .map(value -> relative ? Math.log(value / draws.overall()) : value - draws.overall())
                .toArray();
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    private static double at(double[] sorted, double share) {
        int index = (int) Math.floor(share * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
    }

    /** Tells whether the interval leaves out "no change". */
    boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
