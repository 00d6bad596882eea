package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.InterruptsModel.Storm;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Interrupts and kicks per queue, from the modules {@code moderation}, {@code interrupt_storms} and {@code late_interrupts}. */
final class InterruptsAnalysis {
    static final String[] MODULES = {"moderation", "interrupt_storms", "late_interrupts"};

    private final TraceSession session;
    private final Observability observability;

    InterruptsAnalysis(TraceSession session) {
        this.session = session;
        observability = new Observability(session);
    }

    InterruptsModel run() throws SQLException, IOException {
        session.require(MODULES);
        Map<QueueKey, NotificationCounts> counts = NotificationCounts.read(session);
        List<QueueInterrupts> queues = new ArrayList<>();
        for (QueueKey key : session.queues()) {
            queues.add(queue(NamedQueue.of(session, key), counts.getOrDefault(key, NotificationCounts.NONE)));
        }
        ModerationRows rows = new ModerationRows(session);
        List<Storm> storms = rows.storms();
        boolean timed = session.window().timed();
        return new InterruptsModel(
                Summaries.of(session),
                new InterruptJudge(session).findings(queues, storms),
                queues,
                storms,
                rows.longest(),
                rows.overTime(),
                timed ? session.window().intervalNs(session.options().moderation()) : null,
                observability.notes());
    }

    private QueueInterrupts queue(NamedQueue queue, NotificationCounts counts) {
        Notifications.Result related = session.notifications().get(queue.key());
        Long interrupts = observability.count(EventKind.INTERRUPT, counts.interrupts());
        Long kicks = observability.count(EventKind.KICK, counts.kicks());
        long requests = counts.requests() + session.openRequests(queue.key());
        boolean shown =
                !counts.suppressed().isEmpty() || session.files().manifest().canShow(EventKind.INTERRUPT_SUPPRESSED);
        // Pops of a supply queue happen when data arrives, so that nothing can be told of its kicks.
        boolean kicksTell = kicks != null && !queue.supply() && related != null;
        boolean told = related != null && related.notifyNs() != null;
        Efficiency efficiency = new Efficiency(
                counts.completions(),
                interrupts,
                interrupts == null || related == null ? null : related.needlessInterrupts(),
                requests,
                kicks,
                kicksTell ? related.needlessKicks() : null,
                shown ? counts.suppressed() : null,
                queue.supply());
        return new QueueInterrupts(
                queue.device(),
                queue.sourceId(),
                queue.queue(),
                queue.role(),
                queue.kind(),
                counts.completions(),
                interrupts,
                QueueReport.ratio(counts.completions(), interrupts),
                Percentiles.of(counts.completionsPerInterrupt()),
                interrupts == null ? null : QueueReport.perSecond(session, interrupts),
                efficiency.needlessInterrupts(),
                kicks,
                kicks == null ? null : QueueReport.ratio(kicks, requests),
                kicks == null ? null : QueueReport.perSecond(session, kicks),
                efficiency.needlessKicks(),
                efficiency.suppressed(),
                shown ? counts.decisions() : null,
                told ? Long.valueOf(related.notifyNs().length - related.held()) : null,
                told ? related.held() : null,
                told ? Percentiles.of(related.notifyNs()) : null,
                efficiency.reading());
    }
}
