package io.vqtrace.analyzer.diff;

/**
 * Chooses how many neighbouring cells a block bootstrap keeps together, after Politis and White 2004 with the correction
 * of 2009, for circular blocks: the more slowly a series forgets, the longer.
 */
final class BlockLength {
    /** Lags in a row that must show no correlation before the rest is taken for noise. */
    private static final int LEAST_QUIET_LAGS = 5;

    private BlockLength() {}

    /** Returns 1 to 3√n and at most n / 3, but at least 1, for a series with a mean of about 0. */
    static int of(double[] series) {
        int n = series.length;
        if (n < 2 * LEAST_QUIET_LAGS) {
            return 1;
        }
        int quiet = Math.max(LEAST_QUIET_LAGS, (int) Math.ceil(Math.sqrt(Math.log10(n))));
        int mostLags = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + quiet);
        double[] covariance = covariances(series, mostLags);
        if (covariance[0] == 0) {
            return 1;
        }
        int window = Math.min(2 * lastCorrelated(covariance, quiet, n), mostLags);
        double spectrum = covariance[0];
        double slope = 0;
        for (int lag = 1; lag <= window; lag++) {
            double share = (double) lag / window;
            double flat = share <= 0.5 ? 1 : 2 * (1 - share);
            spectrum += 2 * flat * covariance[lag];
            slope += 2 * flat * lag * covariance[lag];
        }
        double most = Math.max(1, Math.min(3 * Math.sqrt(n), n / 3.0));
        double density = 4.0 / 3 * spectrum * spectrum;
        double length = density == 0 ? most : Math.cbrt(2 * slope * slope / density * n);
        return (int) Math.max(1, Math.ceil(Math.min(length, most)));
    }

    private static double[] covariances(double[] series, int mostLags) {
        int n = series.length;
        double mean = 0;
        for (double value : series) {
            mean += value / n;
        }
        double[] covariance = new double[mostLags + 1];
        for (int lag = 0; lag <= mostLags; lag++) {
            double sum = 0;
            for (int i = lag; i < n; i++) {
                sum += (series[i] - mean) * (series[i - lag] - mean);
            }
            covariance[lag] = sum / n;
        }
        return covariance;
    }

    /** The last lag before the first quiet stretch; if there is none, the last lag that stands out of the noise. */
    private static int lastCorrelated(double[] covariance, int quiet, int n) {
        double noise = 2 * Math.sqrt(Math.log10(n) / n) * covariance[0];
        int quietLags = 0;
        int last = 0;
        for (int lag = 1; lag < covariance.length; lag++) {
            if (Math.abs(covariance[lag]) < noise) {
                quietLags++;
                if (quietLags == quiet) {
                    return Math.max(1, lag - quiet);
                }
            } else {
                quietLags = 0;
                last = lag;
            }
        }
        return Math.max(1, last);
    }
}
