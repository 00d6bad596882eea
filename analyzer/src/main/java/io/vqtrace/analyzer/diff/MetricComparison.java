package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.sweep.LogLinearBins;

/** Compares one metric of two traces; the verdict is made when all have been, for it depends on their number. */
final class MetricComparison {
    private final Measure a;
    private final Measure b;
    private final ChangeEstimate estimate;
    private final String missing;

    private MetricComparison(Measure a, Measure b, ChangeEstimate estimate, String missing) {
        this.a = a;
        this.b = b;
        this.estimate = estimate;
        this.missing = missing;
    }

    /** Draws both sides with seeds of their own and estimates the change. */
    static MetricComparison of(Measure a, Measure b, DiffOptions options) {
        String missing = missing(a, b);
        if (missing != null) {
            return new MetricComparison(a, b, null, missing);
        }
        // Two seeds: with one, equal traces would be drawn alike and would seem to have no noise.
        BlockBootstrap drawA = new BlockBootstrap(2 * options.seed(), options.resamples());
        BlockBootstrap drawB = new BlockBootstrap(2 * options.seed() + 1, options.resamples());
        ChangeEstimate estimate = ChangeEstimate.of(
                a.value(), b.value(), drawA.draw(a.statistic()), drawB.draw(b.statistic()), options.confidence());
        return new MetricComparison(a, b, estimate, estimate == null ? "too short a time" : null);
    }

    private static String missing(Measure a, Measure b) {
        String inA = a.missing() != null ? a.missing() : a.statistic().tooFew();
        String inB = b.missing() != null ? b.missing() : b.statistic().tooFew();
        if (inA != null && inA.equals(inB)) {
            return inA;
        }
        return inA != null ? "A: " + inA + (inB == null ? "" : "; B: " + inB) : inB == null ? null : "B: " + inB;
    }

    /** Returns the p-value, NaN if there is nothing to test. */
    double pValue() {
        return estimate == null ? Double.NaN : estimate.pValue();
    }

    /** Tells whether both sides are equal in all draws: nothing is tested then. */
    boolean constant() {
        return estimate.change() == 0 && estimate.low() == 0 && estimate.high() == 0;
    }

    /**
     * Judges.
     *
     * @param pAdjusted the p-value corrected for the number of metrics, NaN as {@link #pValue}
     * @param resolutionNs the coarser clock's step
     */
    MetricDiff judge(double pAdjusted, long resolutionNs, DiffOptions options) {
        if (estimate == null) {
            return new MetricDiff(
                    a.metric(),
                    a.value(),
                    b.value(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Change.NOT_COMPARABLE,
                    missing);
        }
        String reason = reason(resolutionNs, options);
        boolean shown = reason == null && estimate.excludesZero() && pAdjusted < 1 - options.confidence();
        return new MetricDiff(
                a.metric(),
                a.value(),
                b.value(),
                estimate.relative() ? "relative" : "difference",
                estimate.change(),
                estimate.low(),
                estimate.high(),
                estimate.pValue(),
                pAdjusted,
                shown ? Change.of(estimate.change(), a.metric().better()) : Change.NONE,
                shown ? null : reason);
    }

    private String reason(long resolutionNs, DiffOptions options) {
        if (a.value().equals(b.value())) {
            return "equal";
        }
        boolean duration = a.metric().unit() == Metric.MetricUnit.NS;
        if (duration && Math.abs(b.value() - a.value()) <= resolutionNs) {
            return "within a clock step";
        }
        boolean proportion = estimate.relative() || a.metric().unit() == Metric.MetricUnit.SHARE;
        // Draws of durations are as exact as their bins: they cannot tell how noisy less than that is.
        double least = Math.max(options.minEffectRatio(), duration ? LogLinearBins.WIDTH_RATIO : 0);
        if (proportion && Math.abs(estimate.change()) < least) {
            return "under the least effect";
        }
        return null;
    }
}
