package io.vqtrace.analyzer.diff;

import java.util.Arrays;
import java.util.Comparator;

/** Correction of p-values for their number, so that the chance of any false finding among them stays bounded. */
final class Holm {
    private Holm() {}

    /** Returns the adjusted p-values (S. Holm, Scandinavian Journal of Statistics 6, 1979), each at most 1. */
    static double[] adjust(double[] pValues) {
        Integer[] order = new Integer[pValues.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, Math.min(1, (order.length - i) * pValues[order[i]]));
            adjusted[order[i]] = largest;
        }
        return adjusted;
    }
}
