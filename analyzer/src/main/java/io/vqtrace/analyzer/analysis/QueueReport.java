package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.DepthDistribution;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.trace.EventKind;

/** Draws together what is known of one queue. */
final class QueueReport {
    private static final double P99 = 0.99;
    private static final double NS_PER_S = 1e9;

    private final TraceSession session;
    private final QueueKey key;
    private final QueueCounts counts;
    private final QueueInfo queue;
    private final QueueSweep sweep;
    private final Observability observability;

    QueueReport(TraceSession session, QueueKey key, QueueCounts counts) {
        this.session = session;
        this.key = key;
        this.counts = counts;
        queue = session.catalog().queue(key);
        sweep = session.sweeps().get(key);
        observability = new Observability(session);
    }

    QueueSummary summary() {
        DeviceInfo device = session.catalog().device(key.device());
        long open = session.openRequests(key);
        long requests = counts.requests() + open;
        Long kicks = observability.count(EventKind.KICK, counts.kicks());
        Long interrupts = observability.count(EventKind.INTERRUPT, counts.interrupts());
        Long drops = observability.count(EventKind.DROP, counts.drops());
        Long faults = observability.count(EventKind.FAULT, counts.faults());
        Notifications.Result notifications = session.notifications().get(key);
        return new QueueSummary(
                device.displayName(),
                device.row().sourceId(),
                key.queue(),
                queue.role(),
                queue.kind(),
                queue.size(),
                requests,
                open,
                counts.returned(),
                counts.acrossGaps(),
                kicks,
                interrupts,
                ratio(counts.used(), interrupts),
                kicks == null ? null : ratio(kicks, requests),
                observability.count(EventKind.INTERRUPT_SUPPRESSED, counts.suppressed()),
                drops,
                faults,
                faults == null ? null : session.faults(key),
                perSecond(session, counts.used()),
                counts.outBytes(),
                counts.inBytes(),
                counts.serviceNs(),
                counts.waitNs(),
                notifications == null ? null : Percentiles.of(notifications.notifyNs()),
                inFlight(requests),
                outstanding(),
                saturation(requests, drops));
    }

    static Double ratio(long numerator, Long denominator) {
        return denominator == null || denominator == 0 ? null : Double.valueOf((double) numerator / denominator);
    }

    /** Returns a rate over the window, null without a clock or for a window of no length. */
    static Double perSecond(TraceSession session, long count) {
        Long duration = session.window().durationNs();
        return duration == null || duration == 0 ? null : Double.valueOf(count * NS_PER_S / duration);
    }

    private Depth inFlight(long requests) {
        if (requests == 0) {
            return session.window().timed() ? new Depth(0.0, 0, 0) : new Depth(null, null, 0);
        }
        return depth(sweep == null ? null : sweep.inFlight(), counts.inFlightMax());
    }

    private Depth outstanding() {
        return depth(sweep == null ? null : sweep.outstanding(), counts.outstandingMax());
    }

    /**
     * The maximum by order of events is exact even where several events share a time; a window may begin after it.
     */
    private Depth depth(DepthDistribution overTime, Integer maxByOrder) {
        boolean wholeTrace =
                session.options().fromNs() == null && session.options().toNs() == null;
        if (overTime == null) {
            return maxByOrder == null ? null : new Depth(null, null, maxByOrder);
        }
        int max = maxByOrder != null && wholeTrace ? Math.max(maxByOrder, overTime.max()) : overTime.max();
        return new Depth(overTime.mean(), overTime.quantile(P99), max);
    }

    private Saturation saturation(long requests, Long drops) {
        if (queue.supply()) {
            return SaturationJudge.supply(drops, session.drops().get(key));
        }
        if (!session.window().timed()) {
            return requests == 0 ? SaturationJudge.idle() : SaturationJudge.untimed();
        }
        return judge().judge();
    }

    SaturationJudge judge() {
        long requests = counts.requests() + session.openRequests(key);
        return new SaturationJudge(queue, sweep, requests, session.options().saturation());
    }
}
