package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.sweep.CellHistogram;
import io.vqtrace.analyzer.sweep.LogLinearBins;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The durations of each cell that has one, made ready for quantiles over runs of cells. Takes 4 bytes per cell and bin
 * with a value.
 */
final class LatencyCells {
    private final Statistic mean;
    private final int[] active;
    private final int[] bins;
    /** By bin, running totals over the cells of the values in this bin and all smaller ones. */
    private final int[][] cumulative;

    LatencyCells(CellHistogram histogram) {
        mean = RatioStatistic.per(histogram.sums(), RatioStatistic.doubles(histogram.counts()), "requests");
        active = IntStream.range(0, histogram.cells())
                .filter(cell -> histogram.counts()[cell] > 0)
                .toArray();
        List<int[]> rows = new ArrayList<>();
        bins = IntStream.range(0, histogram.bins())
                .filter(bin -> histogram.bin(bin) != null)
                .toArray();
        int[] below = new int[active.length + 1];
        for (int bin : bins) {
            int[] counts = histogram.bin(bin);
            int[] row = new int[below.length];
            int inBin = 0;
            for (int i = 0; i < active.length; i++) {
                inBin += counts[active[i]];
                row[i + 1] = below[i + 1] + inBin;
            }
            rows.add(row);
            below = row;
        }
        cumulative = rows.toArray(int[][]::new);
    }

    int cells() {
        return active.length;
    }

    /** The arithmetic mean. */
    Statistic mean() {
        return mean;
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
