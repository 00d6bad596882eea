package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.sweep.CellHistogram;
import io.vqtrace.analyzer.sweep.LogLinearBins;
import java.util.ArrayList;
import java.util.List;

/**
 * The durations of each cell, made ready for quantiles over runs of cells. Takes 4 bytes per cell and bin with a value.
 */
final class LatencyCells {
    private final CellHistogram histogram;
    private final int[] bins;
    /** By bin, running totals over the cells of the values in this bin and all smaller ones. */
    private final int[][] cumulative;

    LatencyCells(CellHistogram histogram) {
        this.histogram = histogram;
        List<int[]> rows = new ArrayList<>();
        List<Integer> used = new ArrayList<>();
        int[] below = new int[histogram.cells() + 1];
        for (int bin = 0; bin < histogram.bins(); bin++) {
            int[] counts = histogram.bin(bin);
            if (counts != null) {
                int[] row = new int[below.length];
                int inBin = 0;
                for (int cell = 0; cell < counts.length; cell++) {
                    inBin += counts[cell];
                    row[cell + 1] = below[cell + 1] + inBin;
                }
                rows.add(row);
                used.add(bin);
                below = row;
            }
        }
        cumulative = rows.toArray(int[][]::new);
        bins = used.stream().mapToInt(Integer::intValue).toArray();
    }

    int cells() {
        return histogram.cells();
    }

    /** The arithmetic mean. */
    Statistic mean() {
        return RatioStatistic.per(histogram.sums(), RatioStatistic.doubles(histogram.counts()), "request");
    }

    /** A quantile, by nearest rank. */
    Statistic quantile(double share) {
        return new QuantileStatistic(this, share);
    }

    int binCount() {
        return bins.length;
    }

    double value(int index) {
        return LogLinearBins.middle(bins[index]);
    }

    /** Returns how many values are in this bin or a smaller one. */
    long upTo(int index, Resample resample) {
        return resample.sum(cumulative[index]);
    }

    /** Returns how many values one cell has in this bin or a smaller one. */
    int inCell(int index, int cell) {
        return cumulative[index][cell + 1] - cumulative[index][cell];
    }
}
