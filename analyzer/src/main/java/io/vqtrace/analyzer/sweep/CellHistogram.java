package io.vqtrace.analyzer.sweep;

import java.util.Arrays;

/**
 * A histogram of durations for each of the equal cells of a window. A bin that occurs takes 4 bytes per cell.
 */
public final class CellHistogram {
    private final int cells;
    private int[][] cellsByBin = new int[0][];
    private final double[] sums;
    private final long[] counts;

    /**
     * Makes an empty histogram.
     *
     * @param cells number of cells, at least 1
     */
    public CellHistogram(int cells) {
        this.cells = cells;
        sums = new double[cells];
        counts = new long[cells];
    }

    /**
     * Adds a value.
     *
     * @param cell index of the cell
     * @param ns the duration
     */
    public void add(int cell, long ns) {
        int bin = LogLinearBins.of(ns);
        if (bin >= cellsByBin.length) {
            cellsByBin = Arrays.copyOf(cellsByBin, bin + 1 + bin / 2);
        }
        if (cellsByBin[bin] == null) {
            cellsByBin[bin] = new int[cells];
        }
        cellsByBin[bin][cell]++;
        sums[cell] += ns;
        counts[cell]++;
    }

    /** Adds all values of another histogram of the same cells. */
    void addAll(CellHistogram other) {
        cellsByBin = Arrays.copyOf(cellsByBin, Math.max(cellsByBin.length, other.cellsByBin.length));
        for (int bin = 0; bin < other.cellsByBin.length; bin++) {
            int[] added = other.cellsByBin[bin];
            if (added != null) {
                if (cellsByBin[bin] == null) {
                    cellsByBin[bin] = new int[cells];
                }
                for (int cell = 0; cell < cells; cell++) {
                    cellsByBin[bin][cell] += added[cell];
                }
            }
        }
        for (int cell = 0; cell < cells; cell++) {
            sums[cell] += other.sums[cell];
            counts[cell] += other.counts[cell];
        }
    }

    /**
     * Returns the number of cells.
     *
     * @return at least 1
     */
    public int cells() {
        return cells;
    }

    /**
     * Returns how many bins there are.
     *
     * @return one more than the largest bin that may hold a value
     */
    public int bins() {
        return cellsByBin.length;
    }

    /**
     * Returns the values of one bin.
     *
     * @param bin as {@link LogLinearBins} numbers it
     * @return how many each cell has, not to be changed; null if none has any
     */
    public int[] bin(int bin) {
        return cellsByBin[bin];
    }

    /**
     * Returns the sums.
     *
     * @return the sum of the exact values of each cell, not to be changed
     */
    public double[] sums() {
        return sums;
    }

    /**
     * Returns the counts.
     *
     * @return the number of values of each cell, not to be changed
     */
    public long[] counts() {
        return counts;
    }

    /**
     * Returns the number of values.
     *
     * @return 0 or more
     */
    public long count() {
        return Arrays.stream(counts).sum();
    }
}
