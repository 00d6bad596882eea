package io.vqtrace.analyzer.sweep;

/**
 * A window cut into equal cells; the last one may be shorter.
 *
 * @param startNs begin of the first cell, nanoseconds since the epoch
 * @param endNs end of the window, after the begin
 * @param cellNs length of a cell
 */
public record TimeCells(long startNs, long endNs, long cellNs) {

    /**
     * Cuts a window into as many cells as {@link DepthSeries} has buckets.
     *
     * @param startNs begin of the window
     * @param endNs last nanosecond of the window
     * @return the cells
     */
    static TimeCells of(long startNs, long endNs) {
        long span = Math.max(0, endNs - startNs) + 1;
        return new TimeCells(startNs, startNs + span, (span + DepthSeries.MAX_BUCKETS - 1) / DepthSeries.MAX_BUCKETS);
    }

    /**
     * Returns the number of cells.
     *
     * @return 1 to {@link DepthSeries#MAX_BUCKETS}
     */
    public int count() {
        return (int) ((endNs - startNs + cellNs - 1) / cellNs);
    }

    /**
     * Returns how long a cell is.
     *
     * @param cell its index
     * @return nanoseconds
     */
    public long lengthNs(int cell) {
        return Math.min(cellNs, endNs - startNs - cell * cellNs);
    }

    /** Returns the cell of a moment, -1 for one outside of the window. */
    int of(long ns) {
        return ns < startNs || ns >= endNs ? -1 : (int) ((ns - startNs) / cellNs);
    }
}
