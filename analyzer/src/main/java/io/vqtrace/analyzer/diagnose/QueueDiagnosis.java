package io.vqtrace.analyzer.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Has the judges look at a queue and ranks what they name. */
final class QueueDiagnosis {
    /** From what stops the whole device to what only its driver does not know: the earlier explains the later. */
    private static final List<Suspicion> SUSPICIONS = List.of(
            new DeviceSuspicion(),
            new QueueOffSuspicion(),
            new BackendSuspicion(),
            new KickSuspicion(),
            new InterruptSuspicion(),
            new SupplySuspicion());

    /** A queue with this much behind it that then does nothing at all fell silent. */
    private static final long BUSY_BEFORE = 100;

    private final QueueMoment queue;

    QueueDiagnosis(QueueMoment queue) {
        this.queue = queue;
    }

    /** Returns the causes of a stall, the likeliest first; empty if the queue does not stand still. */
    List<Suspect> stall() {
        List<Suspect> suspects = new ArrayList<>();
        for (Suspicion suspicion : SUSPICIONS) {
            for (Suspect suspect : suspicion.suspects(queue)) {
                if (suspects.stream().noneMatch(other -> other.cause() == suspect.cause())) {
                    suspects.add(suspect);
                }
            }
        }
        suspects.sort(Comparator.<Suspect, Boolean>comparing(suspect -> !suspect.stalls())
                .thenComparing(suspect -> suspect.confidence() == Confidence.POSSIBLE));
        return suspects.stream().map(this::lossesConsidered).map(this::sourced).toList();
    }

    /** Where events were lost since, what seems not to have happened may have. */
    private Suspect lossesConsidered(Suspect suspect) {
        long lost = queue.watch().lostNs;
        if (suspect.sinceNs() == null || lost < suspect.sinceNs()) {
            return suspect;
        }
        List<String> evidence = new ArrayList<>(suspect.evidence());
        evidence.add("but the recorder lost events at " + queue.at(lost) + ", which may be what is missing");
        return new Suspect(suspect.cause(), Confidence.POSSIBLE, suspect.sinceNs(), evidence);
    }

    /** Says where it is from, what no event of the trace tells. */
    private Suspect sourced(Suspect suspect) {
        LastLook look = queue.watch().look;
        if (look == null || !look.used()) {
            return suspect;
        }
        List<String> evidence = new ArrayList<>(suspect.evidence());
        evidence.add("what no event of this trace tells is from the recorder's last look at the queue, at "
                + queue.at(look.ns()));
        return new Suspect(suspect.cause(), suspect.confidence(), suspect.sinceNs(), evidence);
    }

    /** Tells whether the queue was busy and then did nothing any more, with nothing owed by the device. */
    boolean silent() {
        long last = queue.activeNs();
        return !queue.supply()
                && queue.recorded()
                && queue.returning().used >= BUSY_BEFORE
                && queue.held().chains() == 0
                && !InterruptSuspicion.reactionSeen(queue)
                && last > queue.validFromNs()
                && queue.lasts(last, Math.max(queue.options().stallNs(), queue.patienceNs(queue.returning().gaps)))
                && queue.nowNs() - last > queue.options().stallFactor() * queue.watch().longestPauseNs;
    }

    /** What could be behind a silence that the device cannot explain. */
    List<Suspect> behindSilence() {
        String all = "all that the device saw is returned and told; nothing came from the driver since "
                + queue.at(queue.activeNs());
        String kick = KickSuspicion.advice(queue, KickSuspicion.asked(queue));
        Suspect lostKick = new Suspect(StallCause.LOST_KICK, Confidence.POSSIBLE, null, List.of(all, kick));
        Suspect stale = new Suspect(StallCause.STALE_AVAIL_EVENT, Confidence.POSSIBLE, null, List.of(kick));
        Suspect interrupt = new Suspect(
                StallCause.LOST_INTERRUPT,
                Confidence.POSSIBLE,
                null,
                List.of(all, InterruptSuspicion.lastInterrupt(queue)));
        if (queue.returning().armNs > queue.activeNs()) {
            // The device looked at the ring later, and found nothing published.
            return List.of(interrupt);
        }
        // By event index a driver that misses one interrupt is not sent the next ones either, and they were sent.
        List<Suspect> suspects =
                new ArrayList<>(queue.eventIndex() ? List.of(lostKick, interrupt) : List.of(interrupt, lostKick));
        if (queue.taking().arms == 0 && queue.eventIndex()) {
            suspects.add(stale);
        }
        return suspects;
    }
}
