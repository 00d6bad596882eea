package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.sweep.NearestRank;
import java.util.Map;
import java.util.SortedMap;

/** Nearest-rank percentiles of values that are in Java already. */
final class Percentiles {
    private Percentiles() {}

    /** Returns the distribution of ascending values, or null for none. */
    static LatencyNs of(long[] sorted) {
        if (sorted == null || sorted.length == 0) {
            return null;
        }
        double sum = 0;
        for (long value : sorted) {
            sum += value;
        }
        return new LatencyNs(
                sorted.length,
                sum / sorted.length,
                NearestRank.of(sorted, 500),
                NearestRank.of(sorted, 900),
                NearestRank.of(sorted, 990),
                NearestRank.of(sorted, 999),
                sorted[sorted.length - 1]);
    }

    /** Returns the distribution of counted values, or null for none. */
    static InterruptsModel.Distribution of(SortedMap<Long, Long> timesByValue) {
        long count = 0;
        double sum = 0;
        for (Map.Entry<Long, Long> entry : timesByValue.entrySet()) {
            count += entry.getValue();
            sum += (double) entry.getKey() * entry.getValue();
        }
        if (count == 0) {
            return null;
        }
        return new InterruptsModel.Distribution(
                count,
                sum / count,
                at(timesByValue, NearestRank.index(count, 500)),
                at(timesByValue, NearestRank.index(count, 900)),
                at(timesByValue, NearestRank.index(count, 990)),
                timesByValue.lastKey());
    }

    private static long at(SortedMap<Long, Long> timesByValue, long rank) {
        long seen = 0;
        for (Map.Entry<Long, Long> entry : timesByValue.entrySet()) {
            seen += entry.getValue();
            if (seen > rank) {
                return entry.getKey();
            }
        }
        return timesByValue.lastKey();
    }
}
