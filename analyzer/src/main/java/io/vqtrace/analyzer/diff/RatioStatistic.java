package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.text.Durations;
import java.util.Arrays;

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

    /** A quotient of amounts, such as of times. */
    static RatioStatistic of(double[] numerator, double[] denominator) {
        return new RatioStatistic(numerator, denominator, null);
    }

    /** A quotient by a number of things, of which there must be some for it to mean anything; named in the singular. */
    static RatioStatistic per(double[] numerator, double[] denominator, String thing) {
        return new RatioStatistic(numerator, denominator, thing);
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
    public double[] influence() {
        double ratio = over(Resample.whole(cells()));
        double[] influence = new double[cells()];
        for (int i = 0; i < influence.length; i++) {
            influence[i] = numerator[i] - ratio * denominator[i];
        }
        return influence;
    }

    @Override
    public int activeCells() {
        return (int) Arrays.stream(denominator).filter(x -> x > 0).count();
    }

    @Override
    public String tooFew() {
        if (things == null) {
            return activeCells() < LEAST_CELLS ? "too little time to compare" : null;
        }
        long count = Math.round(denominators[cells()]);
        return count < LEAST_THINGS ? "only " + Durations.count(count, things) : null;
    }
}
