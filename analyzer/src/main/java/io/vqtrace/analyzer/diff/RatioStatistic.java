package io.vqtrace.analyzer.diff;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The quotient of two sums over cells: a mean, a rate, a share of time. */
final class RatioStatistic implements Statistic {
    private static final int LEAST_CELLS = 10;
    private static final int LEAST_THINGS = 30;

    private final double[] numerator;
    private final double[] denominator;
    private final double[] numerators;
    private final double[] denominators;
    private final String things;

    private RatioStatistic(double[] numerator, double[] denominator, String things) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.things = things;
        numerators = Resample.totals(numerator);
        denominators = Resample.totals(denominator);
    }

    /** A quotient of amounts, such as of times; cells without anything to divide by are left out. */
    static RatioStatistic of(double[] numerator, double[] denominator) {
        int[] active = IntStream.range(0, denominator.length)
                .filter(cell -> denominator[cell] > 0)
                .toArray();
        return new RatioStatistic(taken(numerator, active), taken(denominator, active), null);
    }

    /** A quotient by a number of things, named in the plural; there must be some for it to mean anything. */
    static RatioStatistic per(double[] numerator, double[] denominator, String things) {
        RatioStatistic ratio = of(numerator, denominator);
        return new RatioStatistic(ratio.numerator, ratio.denominator, things);
    }

    private static double[] taken(double[] values, int[] cells) {
        return Arrays.stream(cells).mapToDouble(cell -> values[cell]).toArray();
    }

    static double[] doubles(long[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    @Override
    public int cells() {
        return numerator.length;
    }

    @Override
    public double over(Resample resample) {
        double below = resample.sum(denominators);
        return below == 0 ? Double.NaN : resample.sum(numerators) / below;
    }

    @Override
    public int blockLength() {
        return BlockLength.of(influence());
    }

    /** Returns what each cell adds to the deviation of the ratio; its autocorrelation is the ratio's. */
    double[] influence() {
        double ratio = over(Resample.whole(cells()));
        double[] influence = new double[cells()];
        for (int i = 0; i < influence.length; i++) {
            influence[i] = numerator[i] - ratio * denominator[i];
        }
        return influence;
    }

    @Override
    public String tooFew() {
        if (things == null) {
            return cells() < LEAST_CELLS ? "too little time" : null;
        }
        return denominators[cells()] < LEAST_THINGS ? "too few " + things : null;
    }
}
