package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** Does the device hold requests, or see them, and complete none? */
final class BackendSuspicion implements Suspicion {
    private static final long NEVER = QueueMoment.NEVER;
    /** Kicks in a row that find nothing to do happen; more than these do not. */
    private static final int IDLE_KICKS = 3;
    /** Without a history, a ring that filled within this share of the stall was full when it began. */
    private static final int FILLED_AT_ONCE = 10;

    @Override
    public List<Suspect> suspects(QueueMoment queue) {
        if (queue.supply()) {
            return List.of();
        }
        if (queue.held().chains() > 0) {
            return holding(queue);
        }
        return queue.waiting() > 0 ? seeing(queue) : kicked(queue);
    }

    private static List<Suspect> holding(QueueMoment queue) {
        HeadTable.Held held = queue.held();
        ReturningWatch returning = queue.returning();
        long since = Math.max(returning.usedNs, held.oldestNs());
        if (drips(queue, since)) {
            return dripping(queue, since);
        }
        if (queue.lasts(since, queue.patienceNs(returning.gaps))) {
            List<Suspect> suspects = new ArrayList<>(List.of(hung(queue, held, since)));
            if (queue.full()) {
                Suspect full = full(queue, held, since);
                suspects.add(filledFirst(queue, held, since) ? 0 : 1, full);
            }
            return suspects;
        }
        boolean overdue = queue.lasts(held.oldestNs(), queue.patienceNs(returning.service))
                && queue.lasts(held.oldestNs(), queue.options().stallNs());
        if (!overdue || !returning.service.rich()) {
            return List.of();
        }
        return List.of(new Suspect(
                StallCause.BACKEND_HUNG,
                Confidence.LIKELY,
                held.oldestNs(),
                List.of(
                        "a request taken at " + queue.at(held.oldestNs()) + " is not returned after "
                                + queue.lasting(held.oldestNs()),
                        "others go on: the last was returned at " + queue.at(returning.usedNs)
                                + "; 99.9 % of them took less than " + Durations.text(returning.service.p999()))));
    }

    /** Tells whether the ring stays full while completions come now and then. */
    private static boolean drips(QueueMoment queue, long since) {
        return queue.fullSinceNs() != NEVER
                && since > queue.fullSinceNs()
                && queue.lasts(queue.fullSinceNs(), queue.options().stallNs())
                && queue.returning().longestGapSince(queue.fullSinceNs())
                        >= queue.options().stallNs();
    }

    private static List<Suspect> dripping(QueueMoment queue, long since) {
        String rate = "the last request was returned at " + queue.at(since) + ", after pauses of up to "
                + Durations.text(queue.returning().longestGapSince(queue.fullSinceNs()));
        return List.of(
                new Suspect(
                        StallCause.QUEUE_FULL,
                        Confidence.CERTAIN,
                        queue.fullSinceNs(),
                        List.of(
                                queue.occupied() + " of " + queue.facts().size()
                                        + " ring entries are in use, full since " + queue.at(queue.fullSinceNs()) + " ("
                                        + queue.lasting(queue.fullSinceNs()) + ")",
                                rate)),
                new Suspect(StallCause.BACKEND_SLOW, Confidence.LIKELY, queue.fullSinceNs(), List.of(rate)));
    }

    private static Suspect hung(QueueMoment queue, HeadTable.Held held, long since) {
        List<String> evidence = new ArrayList<>();
        evidence.add(Durations.count(held.chains(), "request") + " in flight, the oldest taken at "
                + queue.at(held.oldestNs()) + ", and none returned since " + queue.at(since) + " ("
                + queue.lasting(since) + ")");
        if (queue.waiting() > 0) {
            evidence.add(Durations.count(queue.waiting(), "more request") + " seen and not taken");
        }
        if (queue.returning().gaps.p999() > 0) {
            evidence.add("before, 99.9 % of the pauses between completions were below "
                    + Durations.text(queue.returning().gaps.p999()));
        }
        boolean long_ = queue.lasts(since, queue.options().stallNs());
        return new Suspect(StallCause.BACKEND_HUNG, long_ ? Confidence.CERTAIN : Confidence.LIKELY, since, evidence);
    }

    private static Suspect full(QueueMoment queue, HeadTable.Held held, long since) {
        return new Suspect(
                StallCause.QUEUE_FULL,
                Confidence.LIKELY,
                since,
                List.of(
                        queue.occupied() + " of " + queue.facts().size() + " ring entries are in use",
                        Durations.count(held.chains(), "request") + " in flight, the newest taken at "
                                + queue.at(held.newestNs())));
    }

    /** Tells whether the ring was full when completions stopped, and not only filled up because they did. */
    private static boolean filledFirst(QueueMoment queue, HeadTable.Held held, long since) {
        if (queue.watch()
                .fullWithProgress(queue.options().fullOccupancy(), queue.facts().size())) {
            return false;
        }
        long filled = Math.max(held.newestNs(), Math.max(queue.taking().announcedNs, NEVER)) - held.oldestNs();
        DurationHistory service = queue.returning().service;
        long overdue = service.rich() ? 2 * service.p999() : (queue.nowNs() - since) / FILLED_AT_ONCE;
        return filled <= overdue;
    }

    private static List<Suspect> seeing(QueueMoment queue) {
        TakingWatch taking = queue.taking();
        long kick = taking.kicks.firstAfter(taking.takenNs);
        if (kick == Long.MAX_VALUE) {
            return List.of();
        }
        long since = Math.max(Math.min(taking.announcedSinceNs, kick), taking.takenNs);
        if (!queue.lasts(since, queue.patienceNs(queue.returning().gaps))) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(Durations.count(queue.waiting(), "request") + " seen since " + queue.at(taking.announcedSinceNs)
                + " and not taken");
        evidence.add(taking.kicks.text(taking.kicks.after(taking.takenNs)) + " since the last was taken");
        Suspect hung = new Suspect(StallCause.BACKEND_HUNG, Confidence.CERTAIN, since, evidence);
        if (!queue.full()) {
            return List.of(hung);
        }
        Suspect full = new Suspect(
                StallCause.QUEUE_FULL,
                Confidence.POSSIBLE,
                since,
                List.of(queue.occupied() + " of " + queue.facts().size() + " ring entries are in use"));
        return List.of(hung, full);
    }

    /** Kicks arrive and nothing is taken; what was published is not observable. */
    private static List<Suspect> kicked(QueueMoment queue) {
        TakingWatch taking = queue.taking();
        long last = Math.max(queue.progressNs(), taking.announcedNs);
        int kicks = last == NEVER ? 0 : taking.kicks.after(last);
        long first = taking.kicks.firstAfter(last);
        boolean telling = kicks > IDLE_KICKS || kicks > 0 && taking.kicks.answeredUpTo(last);
        boolean queueOff = queue.device().queueResetNs(queue.queue()) != NEVER || queue.device().resetNs > last;
        if (!telling || queueOff || !queue.lasts(first, queue.patienceNs(queue.returning().gaps))) {
            return List.of();
        }
        return List.of(new Suspect(
                StallCause.BACKEND_HUNG,
                Confidence.LIKELY,
                first,
                List.of(
                        taking.kicks.text(kicks) + " since " + queue.at(first) + ", and nothing was taken since "
                                + queue.at(queue.progressNs()),
                        "before, kicks were followed by requests")));
    }
}
