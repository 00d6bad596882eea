package io.vqtrace.analyzer.chart;

import io.vqtrace.trace.SuppressionReason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes completions without an interrupt of their own from the view {@code suppression_decisions}. */
final class SuppressionQuery {
    private static final String BY_SLICE = """
            select reason, (ts - ?) // ? as slice, sum(completions) as completions from suppression_decisions
            where ts >= ? and ts < ? and :queues group by 1, 2""";

    private SuppressionQuery() {}

    /** Returns the reasons that occur, in their order in the trace format. */
    static List<ModerationSeries.Suppression> read(Views views, Scope scope, TimeBuckets buckets) throws SQLException {
        SuppressionReason[] reasons = SuppressionReason.values();
        double[][] perSecond = new double[reasons.length][];
        views.each(
                BY_SLICE.replace(":queues", scope.condition()),
                row -> {
                    String label = row.getString("reason");
                    for (SuppressionReason reason : reasons) {
                        if (reason.label().equals(label)) {
                            double[] rate = perSecond[reason.ordinal()];
                            rate = rate == null ? new double[buckets.count()] : rate;
                            rate[row.getInt("slice")] = row.getLong("completions") / buckets.widthSeconds();
                            perSecond[reason.ordinal()] = rate;
                        }
                    }
                },
                buckets.originNs(),
                buckets.widthNs(),
                scope.fromNs(),
                scope.toNs());
        List<ModerationSeries.Suppression> found = new ArrayList<>();
        Arrays.stream(reasons)
                .filter(reason -> perSecond[reason.ordinal()] != null)
                .forEach(reason -> found.add(new ModerationSeries.Suppression(reason, perSecond[reason.ordinal()])));
        return found;
    }
}
