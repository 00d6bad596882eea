package io.vqtrace.analyzer.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.sweep.CellHistogram;
import io.vqtrace.analyzer.sweep.LogLinearBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticTest {

    @Test
    void runsOfCellsWrapAround() {
        double[] totals = Resample.totals(new double[] {1, 2, 4, 8});
        assertArrayEquals(new double[] {0, 1, 3, 7, 15}, totals);
        assertEquals(6, new Resample(new int[] {1}, 2).sum(totals));
        assertEquals(9, new Resample(new int[] {3}, 2).sum(totals));
        assertEquals(15, new Resample(new int[] {1, 3}, 2).sum(totals));
        assertEquals(15, Resample.whole(4).sum(totals));
    }

    @Test
    void aRatioIsOfSumsAndLeavesOutEmptyCells() {
        RatioStatistic ratio = RatioStatistic.of(new double[] {2, 0, 9, 1}, new double[] {1, 0, 3, 2});
        assertEquals(3, ratio.cells());
        assertEquals(2, ratio.over(Resample.whole(3)));
        assertEquals(10.0 / 5, ratio.over(new Resample(new int[] {1}, 2)));
        // What each cell has beyond twice its denominator.
        assertArrayEquals(new double[] {0, 3, -3}, ratio.influence());
        assertEquals("too little time", ratio.tooFew());
    }

    @Test
    void aMeanOfFewIsNotCompared() {
        double[] ones = new double[29];
        Arrays.fill(ones, 1);
        assertEquals(
                "too few requests", RatioStatistic.per(ones, ones, "requests").tooFew());
        double[] enough = new double[30];
        Arrays.fill(enough, 1);
        assertNull(RatioStatistic.per(enough, enough, "requests").tooFew());
    }

    /** The quantile over any runs of cells is that of the values in them, to the width of a bin. */
    @Test
    void quantilesAreThoseOfTheDrawnValues() {
        for (long seed = 1; seed <= 50L * Integer.getInteger("vqtrace.rounds", 1); seed++) {
            Random random = new Random(seed);
            int cells = 1 + random.nextInt(20);
            CellHistogram histogram = new CellHistogram(cells);
            List<List<Long>> values = new ArrayList<>();
            for (int cell = 0; cell < cells; cell++) {
                List<Long> inCell = new ArrayList<>();
                for (int i = 1 + random.nextInt(30); i > 0; i--) {
                    long ns = (long) Math.exp(random.nextGaussian() * 3 + 8);
                    inCell.add(ns);
                    histogram.add(cell, ns);
                }
                values.add(inCell);
            }
            int length = 1 + random.nextInt(cells);
            int[] starts = random.ints(1 + random.nextInt(4), 0, cells).toArray();
            List<Long> drawn = new ArrayList<>();
            for (int start : starts) {
                for (int i = 0; i < length; i++) {
                    drawn.addAll(values.get((start + i) % cells));
                }
            }
            drawn.sort(null);
            for (double share : new double[] {0.5, 0.9, 0.99, 0.999}) {
                long exact = drawn.get((int) Math.ceil(share * drawn.size()) - 1);
                double found = new LatencyCells(histogram).quantile(share).over(new Resample(starts, length));
                assertEquals(LogLinearBins.middle(LogLinearBins.of(exact)), found, "seed " + seed + " at " + share);
                assertEquals(exact, found, exact / 256.0 + 0.5, "seed " + seed + " at " + share);
            }
        }
    }

    /** 99 fast requests a cell and in some cells a slow one: p99.9 hangs on the few. */
    @Test
    void aTailOfOneCauseIsNotCompared() {
        CellHistogram once = new CellHistogram(200);
        CellHistogram often = new CellHistogram(200);
        for (int cell = 0; cell < 200; cell++) {
            for (int i = 0; i < 100; i++) {
                once.add(cell, cell == 50 && i < 30 ? 1_000_000 : 100);
                often.add(cell, cell % 7 == 0 && i == 0 ? 1_000_000 : 100);
            }
        }
        assertEquals(
                "too seldom so slow", new LatencyCells(once).quantile(0.999).tooFew());
        assertNull(new LatencyCells(often).quantile(0.999).tooFew());
        assertEquals(
                "too few requests", new LatencyCells(often).quantile(0.9999).tooFew());
    }

    @Test
    void binsAreNarrowAndInOrder() {
        int before = -1;
        for (long value = 0; value < 5_000_000; value = value < 2000 ? value + 1 : value + value / 300) {
            int bin = LogLinearBins.of(value);
            assertTrue(bin == before || bin == before + 1, "value " + value);
            assertTrue(LogLinearBins.lowest(bin) <= value && value < LogLinearBins.lowest(bin + 1), "value " + value);
            assertEquals(value, LogLinearBins.middle(bin), value / 256.0, "value " + value);
            before = bin;
        }
        assertEquals(0, LogLinearBins.of(-5));
        assertTrue(LogLinearBins.of(Long.MAX_VALUE) > LogLinearBins.of(Long.MAX_VALUE / 2));
    }
}
