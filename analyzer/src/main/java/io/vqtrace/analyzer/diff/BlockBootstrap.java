package io.vqtrace.analyzer.diff;

import java.util.SplittableRandom;

/** Draws runs of cells and computes a statistic of each draw. The same seed gives the same draws. */
final class BlockBootstrap {
    private final long seed;
    private final int resamples;

    BlockBootstrap(long seed, int resamples) {
        this.seed = seed;
        this.resamples = resamples;
    }

    /**
     * What was drawn of one statistic.
     *
     * @param overall its value over all cells, computed in the same way
     * @param values its value in each draw, NaN where it was not defined
     * @param blocks how many runs fit into the trace
     */
    record Draws(double overall, double[] values, double blocks) {}

    Draws draw(Statistic statistic) {
        int cells = statistic.cells();
        int length = statistic.blockLength();
        int blocks = Math.max(1, Math.round((float) cells / length));
        SplittableRandom random = new SplittableRandom(seed);
        Resample resample = new Resample(new int[blocks], length);
        double[] values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            for (int block = 0; block < blocks; block++) {
                resample.starts()[block] = random.nextInt(cells);
            }
            values[i] = statistic.over(resample);
        }
        return new Draws(statistic.over(Resample.whole(cells)), values, (double) cells / length);
    }
}
