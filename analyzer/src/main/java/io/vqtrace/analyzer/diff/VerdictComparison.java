package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.Saturation;
import java.util.List;
import java.util.Map;

/**
 * Compares saturation verdicts. A verdict turns at a threshold, which noise can cross: another verdict is a change only
 * if a metric of saturation or latency changed with it, or if it is about a stall, which is an event and no average.
 */
final class VerdictComparison {
    private static final String STALLED = "stalled";

    /** How bad a verdict is by its first word: {@code capped at 8} is {@code capped}. */
    private static final Map<String, Integer> BADNESS = Map.of(
            "idle",
            0,
            "ok",
            0,
            "busy",
            1,
            "plateau",
            2,
            "backend-bound",
            3,
            "capped",
            3,
            "ring-full",
            4,
            "starved",
            4,
            STALLED,
            5);

    private VerdictComparison() {}

    static DiffModel.VerdictDiff of(Saturation a, Saturation b, List<MetricDiff> metrics) {
        String before = a.verdict();
        String after = b.verdict();
        if (before == null || after == null) {
            return new DiffModel.VerdictDiff(before, after, Change.NOT_COMPARABLE, "no verdict without times");
        }
        if (word(before).equals(word(after))) {
            return new DiffModel.VerdictDiff(before, after, Change.NONE, null);
        }
        boolean event = word(before).equals(STALLED) || word(after).equals(STALLED);
        boolean backed = metrics.stream()
                .anyMatch(metric -> metric.verdict().shown()
                        && (metric.metric().group() == Metric.Group.SATURATION
                                || metric.metric().group() == Metric.Group.LATENCY));
        int worse = Integer.compare(badness(after), badness(before));
        if (!event && !backed) {
            return new DiffModel.VerdictDiff(
                    before, after, Change.NONE, "no figure of latency or saturation shows a change");
        }
        Change change = worse > 0 ? Change.WORSE : worse < 0 ? Change.BETTER : Change.NONE;
        return new DiffModel.VerdictDiff(before, after, change, null);
    }

    private static String word(String verdict) {
        return verdict.split(" ", 2)[0];
    }

    private static int badness(String verdict) {
        return BADNESS.getOrDefault(word(verdict), 0);
    }
}
