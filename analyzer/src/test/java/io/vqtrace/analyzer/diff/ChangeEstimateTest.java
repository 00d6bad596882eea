package io.vqtrace.analyzer.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeEstimateTest {

    private static BlockBootstrap.Draws normal(double mean, double deviation, double blocks, long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(4000)
                .map(ignored -> mean + deviation * random.nextGaussian())
                .toArray();
        return new BlockBootstrap.Draws(mean, values, blocks);
    }

    /** √(2² + 1.5²) = 2.5 around 120 − 100 on the scale of logarithms: 0.1823 ± 1.96 · √(0.02² + 0.0125²). */
    @Test
    void theIntervalOfManyBlocksIsTheNormalOne() {
        ChangeEstimate estimate = ChangeEstimate.of(100, 120, normal(100, 2, 1e6, 1), normal(120, 1.5, 1e6, 2), 0.95);
        double reach = 1.96 * Math.hypot(0.02, 0.0125);
        assertTrue(estimate.relative());
        assertEquals(0.2, estimate.change(), 1e-12);
        assertEquals(1.2 * Math.exp(-reach) - 1, estimate.low(), 0.004);
        assertEquals(1.2 * Math.exp(reach) - 1, estimate.high(), 0.004);
        assertTrue(estimate.excludesZero());
        assertTrue(estimate.pValue() < 1e-10);
    }

    /** t of 4 + 4 degrees of freedom is 2.306, and √(5/4) for the blocks: 1.32 times as wide as the normal one. */
    @Test
    void fewBlocksWidenTheInterval() {
        ChangeEstimate many = ChangeEstimate.of(0, 0, normal(0, 1, 1e6, 1), normal(0, 1, 1e6, 2), 0.95);
        ChangeEstimate few = ChangeEstimate.of(0, 0, normal(0, 1, 5, 1), normal(0, 1, 5, 2), 0.95);
        assertEquals(2.306 * Math.sqrt(1.25) / 1.96, (few.high() - few.low()) / (many.high() - many.low()), 0.1);
        assertNull(ChangeEstimate.of(0, 0, normal(0, 1, 3.9, 1), normal(0, 1, 1e6, 2), 0.95));
    }

    /** Two standard errors of many blocks: 4.55 %. */
    @Test
    void thePValueIsTwoSided() {
        ChangeEstimate estimate = ChangeEstimate.of(
                0, -2 * Math.sqrt(2), normal(0, 1, 1e6, 1), normal(-2 * Math.sqrt(2), 1, 1e6, 2), 0.95);
        assertFalse(estimate.relative());
        assertEquals(0.0455, estimate.pValue(), 0.006);
        assertTrue(estimate.high() < 0);
    }

    @Test
    void whatIsAlwaysTheSameHasNoNoise() {
        BlockBootstrap.Draws seven = new BlockBootstrap.Draws(7, new double[] {7, 7, 7}, 10);
        BlockBootstrap.Draws nine = new BlockBootstrap.Draws(9, new double[] {9, 9, 9}, 10);
        assertEquals(new ChangeEstimate(true, 0, 0, 0, 1), ChangeEstimate.of(7, 7, seven, seven, 0.95));
        assertEquals(0, ChangeEstimate.of(7, 9, seven, nine, 0.95).pValue());
    }

    /** Holm's own order: 0.01 · 4, then 0.02 · 3, then the largest so far. */
    @Test
    void pValuesAreCorrectedInOrder() {
        assertArrayEquals(
                new double[] {0.06, 0.04, 0.08, 0.08}, Holm.adjust(new double[] {0.02, 0.01, 0.04, 0.05}), 1e-12);
        assertArrayEquals(new double[] {1}, Holm.adjust(new double[] {1}));
        assertEquals(0, Holm.adjust(new double[0]).length);
    }
}
