package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Interrupts and kicks per queue, from the modules {@code queue_summary} and {@code moderation}. */
final class InterruptsAnalysis {
    static final String MODULE = "moderation";

    private final TraceSession session;
    private final Observability observability;
    private final Map<QueueKey, SortedMap<Long, Long>> completionsPerInterrupt = new HashMap<>();
    private final Map<QueueKey, Map<String, Long>> suppressed = new HashMap<>();
    private final Map<QueueKey, Map<String, Long>> decisions = new HashMap<>();

    InterruptsAnalysis(TraceSession session) {
        this.session = session;
        observability = new Observability(session);
    }

    InterruptsModel run() throws SQLException, IOException {
        Map<QueueKey, QueueCounts> counts = QueueCounts.read(session);
        session.require(MODULE);
        session.query(
                "SELECT * FROM completions_per_interrupt",
                row -> completionsPerInterrupt
                        .computeIfAbsent(
                                new QueueKey(row.getInt("device_id"), row.getInt("queue")), key -> new TreeMap<>())
                        .put(row.getLong("completions"), row.getLong("interrupts")));
        session.query("SELECT * FROM suppressions ORDER BY reason", row -> {
            QueueKey key = new QueueKey(row.getInt("device_id"), row.getInt("queue"));
            long reason = row.getLong("reason");
            String name = reasonName(row.wasNull() ? null : reason);
            decisions.computeIfAbsent(key, any -> new TreeMap<>()).merge(name, row.getLong("decisions"), Long::sum);
            return suppressed
                    .computeIfAbsent(key, any -> new TreeMap<>())
                    .merge(name, row.getLong("completions"), Long::sum);
        });
        List<InterruptsModel.QueueInterrupts> queues = new ArrayList<>();
        for (QueueKey key : session.queues()) {
            queues.add(queue(key, counts.getOrDefault(key, QueueCounts.NONE)));
        }
        return new InterruptsModel(Summaries.of(session), queues, observability.notes());
    }

    private static String reasonName(Long code) {
        SuppressionReason reason = code == null ? null : SuppressionReason.ofCode(code);
        return reason != null ? reason.label() : code == null ? "unknown" : "reason " + code;
    }

    private InterruptsModel.QueueInterrupts queue(QueueKey key, QueueCounts counts) {
        QueueSummary summary = new QueueReport(session, key, counts).summary();
        Notifications.Result related = session.notifications().get(key);
        boolean shown =
                suppressed.containsKey(key) || session.files().manifest().canShow(EventKind.INTERRUPT_SUPPRESSED);
        // Pops of a supply queue happen when data arrives, so that nothing can be told of its kicks.
        boolean kicksTell = summary.kicks() != null && summary.kind().equals("request") && related != null;
        return new InterruptsModel.QueueInterrupts(
                summary.device(),
                summary.sourceId(),
                summary.queue(),
                summary.role(),
                summary.kind(),
                counts.used(),
                summary.interrupts(),
                summary.completionsPerInterrupt(),
                Percentiles.of(completionsPerInterrupt.getOrDefault(key, new TreeMap<>())),
                summary.interrupts() == null ? null : QueueReport.perSecond(session, summary.interrupts()),
                summary.interrupts() == null || related == null ? null : related.needlessInterrupts(),
                summary.kicks(),
                summary.kicksPerRequest(),
                summary.kicks() == null ? null : QueueReport.perSecond(session, summary.kicks()),
                kicksTell ? related.needlessKicks() : null,
                shown ? suppressed.getOrDefault(key, Map.of()) : null,
                shown ? decisions.getOrDefault(key, Map.of()) : null,
                summary.notifyNs());
    }
}
