package io.vqtrace.analyzer.diff;

/**
 * A metric of one queue of one trace.
 *
 * @param metric which
 * @param value its value as the reports show it, null if {@code missing}
 * @param statistic computes it over runs of cells, null if it can not be, such as without a clock
 * @param missing why there is no value or no statistic, null if there are both
 */
record Measure(Metric metric, Double value, Statistic statistic, String missing) {

    static Measure of(Metric metric, double value, Statistic statistic) {
        return new Measure(metric, value, statistic, null);
    }

    static Measure missing(Metric metric, Double value, String why) {
        return new Measure(metric, value, null, why);
    }
}
