package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** Is the queue stopped, or was it never enabled? */
final class QueueOffSuspicion implements Suspicion {
    private static final long NEVER = QueueMoment.NEVER;
    private static final long SAME_RESET_NS = 100_000;

    @Override
    public List<Suspect> suspects(QueueMoment queue) {
        long since = queue.device().queueResetNs(queue.queue());
        if (since != NEVER) {
            return stopped(queue, since);
        }
        int kicks = queue.taking().kicks.after(queue.device().liveNs);
        boolean unknown = queue.recorded() && queue.device().neverSetUp(queue.queue());
        if (!unknown || kicks == 0 || queue.progressNs() != NEVER) {
            return List.of();
        }
        return List.of(new Suspect(
                StallCause.QUEUE_DISABLED,
                Confidence.CERTAIN,
                queue.taking().kicks.firstAfter(queue.device().liveNs),
                List.of(
                        "the driver enabled other queues of the device and never this one",
                        queue.taking().kicks.text(kicks) + " of the driver")));
    }

    private static List<Suspect> stopped(QueueMoment queue, long since) {
        int kicks = queue.taking().kicks.after(since);
        long ended = queue.returning().resetNs >= since - SAME_RESET_NS ? queue.returning().reset : 0;
        // What was in flight then is not in a trace that begins later.
        boolean unseen = since < queue.startNs() && queue.device().live;
        boolean waits = kicks > 0 || (ended > 0 || unseen) && !queue.supply();
        if (!waits || kicks == 0 && !queue.lasts(since, queue.patienceNs())) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(
                "the queue was stopped at " + queue.at(since) + " and not enabled again in " + queue.lasting(since));
        if (kicks > 0) {
            evidence.add(queue.taking().kicks.text(kicks) + " of the driver since, the last at "
                    + queue.at(queue.taking().kicks.lastNs()));
        }
        String lost = Durations.count(ended, "request") + " in flight ended by it";
        if (ended > 0) {
            evidence.add(lost);
        }
        Suspect disabled = new Suspect(
                StallCause.QUEUE_DISABLED, kicks > 0 ? Confidence.CERTAIN : Confidence.LIKELY, since, evidence);
        if (ended == 0 || queue.supply()) {
            return List.of(disabled);
        }
        Suspect reset = new Suspect(StallCause.RESET_IN_FLIGHT, Confidence.LIKELY, since, evidence);
        return queue.ringReset() && kicks == 0 ? List.of(reset, disabled) : List.of(disabled, reset);
    }
}
