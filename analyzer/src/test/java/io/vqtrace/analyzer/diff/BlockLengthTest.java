package io.vqtrace.analyzer.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockLengthTest {

    /** A series in which each value keeps a share of the one before. */
    private static double[] autoregressive(double kept, int length, long seed) {
        Random random = new Random(seed);
        double[] series = new double[length];
        for (int i = 1; i < length; i++) {
            series[i] = kept * series[i - 1] + random.nextGaussian();
        }
        return series;
    }

    @Test
    void independentValuesNeedNoBlocks() {
        for (long seed = 1; seed <= 20; seed++) {
            int length = BlockLength.of(autoregressive(0, 2000, seed));
            assertTrue(length <= 8, "seed " + seed + ": " + length);
        }
    }

    /** For an AR(1) series of parameter ρ the best length is (2 G² / D · n)^⅓. */
    @Test
    void theLengthFollowsTheMemoryOfTheSeries() {
        double kept = 0.8;
        double memory = 2 * kept / (1 - kept * kept); // G / g(0) of an AR(1) series
        double best = Math.cbrt(2 * memory * memory / (4.0 / 3) * 2000);
        double sum = 0;
        for (long seed = 1; seed <= 20; seed++) {
            sum += BlockLength.of(autoregressive(kept, 2000, seed));
        }
        assertEquals(best, sum / 20, 0.35 * best);
    }

    @Test
    void aConstantOrShortSeriesHasBlocksOfOne() {
        assertEquals(1, BlockLength.of(new double[500]));
        assertEquals(1, BlockLength.of(new double[] {1, -1, 1}));
    }

    @Test
    void atLeastThreeBlocksFit() {
        for (int length : new int[] {10, 60, 400, 2000}) {
            double[] trend = new double[length];
            for (int i = 0; i < length; i++) {
                trend[i] = i - length / 2.0;
            }
            assertTrue(BlockLength.of(trend) <= (length + 2) / 3, "length " + length);
        }
    }
}
