package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.analysis.InterruptsModel.LateInterrupt;
import io.vqtrace.analyzer.analysis.InterruptsModel.ModerationInterval;
import io.vqtrace.analyzer.analysis.InterruptsModel.Storm;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of the views that tell of interrupt moderation; null instead of none where the capture could not show any. */
final class ModerationRows {
    private final TraceSession session;

    ModerationRows(TraceSession session) {
        this.session = session;
    }

    List<Storm> storms() throws SQLException {
        if (!session.window().timed() || !session.files().manifest().canShow(EventKind.INTERRUPT)) {
            return null;
        }
        return session.query(
                "SELECT * FROM interrupt_storms ORDER BY start_ns, device_id, queue",
                row -> storm(NamedQueue.of(session, row), row));
    }

    private static Storm storm(NamedQueue queue, ResultSet row) throws SQLException {
        return new Storm(
                queue.device(),
                queue.sourceId(),
                queue.queue(),
                queue.role(),
                row.getLong("start_ns"),
                row.getLong("duration_ns"),
                row.getLong("interrupts"),
                row.getLong("completions"),
                row.getDouble("interrupts_per_s"),
                row.getDouble("completions_per_interrupt"));
    }

    List<LateInterrupt> longest() throws SQLException {
        if (session.notifications().values().stream().allMatch(found -> found.longest() == null)) {
            return null;
        }
        return session.query(
                "SELECT * FROM late_interrupts ORDER BY notify_ns DESC, ts_used, device_id, queue LIMIT "
                        + session.options().moderation().longest(),
                row -> late(NamedQueue.of(session, row), row));
    }

    private static LateInterrupt late(NamedQueue queue, ResultSet row) throws SQLException {
        return new LateInterrupt(
                queue.device(),
                queue.sourceId(),
                queue.queue(),
                queue.role(),
                row.getObject("head", Integer.class),
                row.getString("op"),
                row.getLong("ts_used"),
                row.getLong("ts_interrupt"),
                row.getLong("notify_ns"),
                row.getObject("service_ns", Long.class),
                row.getLong("delivered"),
                row.getString("decision"));
    }

    List<ModerationInterval> overTime() throws SQLException {
        if (!session.window().timed()) {
            return null;
        }
        return session.query(
                "SELECT * FROM moderation_over_time ORDER BY device_id, queue, start_ns",
                row -> interval(NamedQueue.of(session, row), row));
    }

    private static ModerationInterval interval(NamedQueue queue, ResultSet row) throws SQLException {
        return new ModerationInterval(
                queue.device(),
                queue.sourceId(),
                queue.queue(),
                queue.role(),
                row.getLong("start_ns"),
                row.getLong("completions"),
                row.getObject("interrupts", Long.class),
                row.getObject("completions_per_interrupt", Double.class),
                row.getObject("kicks", Long.class),
                row.getObject("notified", Long.class),
                row.getObject("notify_p50_ns", Long.class),
                row.getObject("notify_p99_ns", Long.class),
                row.getObject("notify_max_ns", Long.class),
                suppressed(row));
    }

    private static Map<String, Long> suppressed(ResultSet row) throws SQLException {
        Map<String, Long> byReason = new TreeMap<>();
        for (SuppressionReason reason : SuppressionReason.values()) {
            Long completions = row.getObject("suppressed_" + reason.label(), Long.class);
            if (completions == null) {
                return null;
            }
            byReason.put(reason.label(), completions);
        }
        return byReason;
    }
}
