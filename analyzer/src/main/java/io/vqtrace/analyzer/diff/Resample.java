package io.vqtrace.analyzer.diff;

/**
 * Runs of neighbouring cells of one trace; a run that passes the last cell goes on with the first. Sums over the runs are
 * taken from running totals, so that a run costs the same whatever its length.
 *
 * @param starts first cell of each run
 * @param length cells of a run, at most as many as there are
 */
record Resample(int[] starts, int length) {

    /** The trace as it is. */
    static Resample whole(int cells) {
        return new Resample(new int[] {0}, cells);
    }

    /** Running totals: element {@code i} is the sum of the cells before {@code i}. */
    static double[] totals(double[] perCell) {
        double[] totals = new double[perCell.length + 1];
        for (int i = 0; i < perCell.length; i++) {
            totals[i + 1] = totals[i] + perCell[i];
        }
        return totals;
    }

    double sum(double[] totals) {
        int cells = totals.length - 1;
        double sum = 0;
        for (int start : starts) {
            int end = start + length;
            sum += end <= cells ? totals[end] - totals[start] : totals[cells] - totals[start] + totals[end - cells];
        }
        return sum;
    }

    long sum(int[] totals) {
        int cells = totals.length - 1;
        long sum = 0;
        for (int start : starts) {
            int end = start + length;
            sum += end <= cells ? totals[end] - totals[start] : totals[cells] - totals[start] + totals[end - cells];
        }
        return sum;
    }
}
