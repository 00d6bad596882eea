package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.SuppressionReason;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the views of the module {@code moderation} count of one queue in the window; see there.
 *
 * @param completionsPerInterrupt number of interrupts by the completions that each delivered
 * @param suppressed completions without an interrupt of their own, by reason
 * @param decisions the decisions behind them, by reason
 */
record NotificationCounts(
        long requests,
        long completions,
        long kicks,
        long interrupts,
        SortedMap<Long, Long> completionsPerInterrupt,
        Map<String, Long> suppressed,
        Map<String, Long> decisions) {
    static final NotificationCounts NONE = of(0, 0, 0, 0);

    private static NotificationCounts of(long requests, long completions, long kicks, long interrupts) {
        return new NotificationCounts(
                requests, completions, kicks, interrupts, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    static Map<QueueKey, NotificationCounts> read(TraceSession session) throws SQLException {
        Map<QueueKey, NotificationCounts> counts = new HashMap<>();
        session.query(
                "SELECT * FROM notification_counts",
                row -> counts.put(
                        new QueueKey(row.getInt("device_id"), row.getInt("queue")),
                        of(
                                row.getLong("requests"),
                                row.getLong("completions"),
                                row.getLong("kicks"),
                                row.getLong("interrupts"))));
        session.query(
                "SELECT * FROM completions_per_interrupt",
                row -> counts.get(new QueueKey(row.getInt("device_id"), row.getInt("queue")))
                        .completionsPerInterrupt
                        .put(row.getLong("completions"), row.getLong("interrupts")));
        session.query("SELECT * FROM suppressions", row -> {
            NotificationCounts queue = counts.get(new QueueKey(row.getInt("device_id"), row.getInt("queue")));
            long code = row.getLong("reason");
            String reason = reasonName(row.wasNull() ? null : code);
            queue.suppressed.merge(reason, row.getLong("completions"), Long::sum);
            return queue.decisions.merge(reason, row.getLong("decisions"), Long::sum);
        });
        return counts;
    }

    private static String reasonName(Long code) {
        SuppressionReason reason = code == null ? null : SuppressionReason.ofCode(code);
        return reason != null ? reason.label() : code == null ? "unknown" : "reason " + code;
    }
}
