package io.vqtrace.analyzer.diff;

/**
 * One metric of a matched queue in both traces. Change and interval are relative to A (0.1 is 10 % more) if
 * {@code scale} is {@code relative}, else differences in the metric's unit.
 *
 * @param metric which
 * @param a value in A, null where it has none
 * @param b value in B
 * @param scale {@code relative} or {@code difference}, null if not estimated
 * @param change the estimate, null if there is none
 * @param low begin of its confidence interval, uncorrected for the number of metrics
 * @param high end of it
 * @param pValue chance of such a change if there were none, null without an interval
 * @param pAdjusted the same, corrected for the number of metrics
 * @param verdict what became of it
 * @param reason why nothing is shown or comparable, null if it is noise or a change
 */
public record MetricDiff(
        Metric metric,
        Double a,
        Double b,
        String scale,
        Double change,
        Double low,
        Double high,
        Double pValue,
        Double pAdjusted,
        Change verdict,
        String reason) {

    /** Tells whether the change is relative to A. */
    public boolean relative() {
        return "relative".equals(scale);
    }
}
