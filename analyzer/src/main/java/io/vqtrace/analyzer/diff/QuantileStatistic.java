package io.vqtrace.analyzer.diff;

/** A quantile of durations by nearest rank, as exact as the bins: to 1/256. */
final class QuantileStatistic implements Statistic {
    /** Values that must lie beyond a quantile for it to be more than a name for the largest. */
    private static final int LEAST_BEYOND = 10;

    /** Quantiles from here on can hang on a few slow stretches of time. */
    private static final double TAIL = 0.95;

    private static final int LEAST_TIMES_REACHED = 10;

    private final LatencyCells latency;
    private final double share;
    private final int overall;

    QuantileStatistic(LatencyCells latency, double share) {
        this.latency = latency;
        this.share = share;
        overall = index(Resample.whole(latency.cells()), latency.binCount() / 2);
    }

    @Override
    public int cells() {
        return latency.cells();
    }

    @Override
    public double over(Resample resample) {
        int index = index(resample, overall);
        return index < 0 ? Double.NaN : latency.value(index);
    }

    /** Finds the bin of the quantile: a search that widens from where it is expected. */
    private int index(Resample resample, int expected) {
        int last = latency.binCount() - 1;
        long rank = (long) Math.ceil(share * latency.upTo(last, resample));
        if (rank == 0) {
            return -1;
        }
        int low = Math.max(0, expected);
        int high = low;
        int step = 1;
        while (low > 0 && latency.upTo(low - 1, resample) >= rank) {
            high = low - 1;
            low = Math.max(0, low - step);
            step *= 2;
        }
        step = 1;
        while (high < last && latency.upTo(high, resample) < rank) {
            low = high + 1;
            high = Math.min(last, high + step);
            step *= 2;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (latency.upTo(middle, resample) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Slow requests are few and show less of their dependence than all requests together: the longer memory counts. */
    @Override
    public int blockLength() {
        return Math.max(BlockLength.of(influence()), latency.mean().blockLength());
    }

    /** Returns what each cell adds to the deviation of the share that the quantile reaches. */
    private double[] influence() {
        // Of many equal values, more than the share may be no larger than the quantile.
        double reached = latency.upTo(overall, Resample.whole(cells())) / (double) count();
        double[] influence = new double[cells()];
        for (int cell = 0; cell < influence.length; cell++) {
            influence[cell] = latency.inCell(overall, cell) - reached * count(cell);
        }
        return influence;
    }

    private int count(int cell) {
        return latency.inCell(latency.binCount() - 1, cell);
    }

    private long count() {
        return latency.upTo(latency.binCount() - 1, Resample.whole(cells()));
    }

    @Override
    public String tooFew() {
        if (count() * (1 - share) < LEAST_BEYOND) {
            return "too few requests";
        }
        return share >= TAIL && independentlyReached() < LEAST_TIMES_REACHED ? "too seldom so slow" : null;
    }

    /** Counts the stretches as long as a block in which a request was so slow: in one, all may have the same cause. */
    private int independentlyReached() {
        int block = blockLength();
        int reached = 0;
        int next = 0;
        for (int cell = 0; cell < cells(); cell++) {
            boolean reaches = overall == 0 || count(cell) > latency.inCell(overall - 1, cell);
            if (cell >= next && reaches) {
                reached++;
                next = cell + block;
            }
        }
        return reached;
    }
}
