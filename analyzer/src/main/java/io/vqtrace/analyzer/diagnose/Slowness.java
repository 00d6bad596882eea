package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.analysis.Saturation;
import io.vqtrace.analyzer.analysis.SaturationJudge;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** Finds what makes a queue slow that makes progress, by the verdicts of the other reports. */
final class Slowness {
    /** From here on the wait for an interrupt rivals the service of a disk. */
    private static final long LATE_P99_NS = 1_000_000;

    private Slowness() {}

    static List<Suspect> suspects(QueueMoment queue, QueueSweep sweep, Notifications.Result notifications) {
        List<Suspect> suspects = new ArrayList<>();
        if (!queue.supply() && sweep != null) {
            long requests = queue.returning().used + queue.held().chains();
            Saturation saturation =
                    new SaturationJudge(queue.info(), sweep.withoutStalls(), requests, queue.options()).judge();
            StallCause cause = cause(saturation.verdict().split(" ", 2)[0]);
            if (cause != null) {
                suspects.add(new Suspect(cause, Confidence.CERTAIN, null, saturation.evidence()));
            }
        }
        long[] delays = notifications == null ? null : notifications.notifyNs();
        boolean moderated = delays != null && delays.length > 0 && notifications.held() > 0;
        if (moderated) {
            long p99 = delays[(int) Math.min(delays.length - 1L, delays.length * 99L / 100)];
            if (p99 >= LATE_P99_NS) {
                suspects.add(new Suspect(
                        StallCause.MODERATION_DELAY,
                        Confidence.CERTAIN,
                        null,
                        List.of(
                                "from completion to interrupt: p99 " + Durations.text(p99) + ", longest "
                                        + Durations.text(delays[delays.length - 1]),
                                Durations.count(notifications.held(), "completion") + " held back by moderation")));
            }
        }
        return suspects;
    }

    private static StallCause cause(String verdict) {
        return switch (verdict) {
            case "ring-full" -> StallCause.QUEUE_FULL;
            case "capped" -> StallCause.BACKEND_LIMIT;
            case "backend-bound" -> StallCause.BACKEND_SLOW;
            default -> null;
        };
    }
}
