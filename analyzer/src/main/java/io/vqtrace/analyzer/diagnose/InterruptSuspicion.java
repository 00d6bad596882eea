package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.List;

/** Does the driver not know that chains were returned? */
final class InterruptSuspicion implements Suspicion {
    private static final long NEVER = QueueMoment.NEVER;
    /** A driver at work may leave completions untold for as long as it usually does; this much longer is unusual. */
    private static final int UNUSUAL = 2;

    private static final long ATTENDING_NS = 20_000;
    private static final long ATTENDING_UNKNOWN_NS = 1_000_000;
    private static final long FEW = 20;
    private static final int PACKED_FLAGS_SHIFT = 16;
    private static final int WRAPS = 0x10000;

    /** Whether the device passed the place at which the driver asked to be told. */
    private enum Passed {
        YES,
        NO,
        UNKNOWN
    }

    @Override
    public List<Suspect> suspects(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        if (returning.usedNs == NEVER || returning.usedNs <= queue.validFromNs()) {
            return List.of();
        }
        if (returning.undecided > 0) {
            return undecided(queue);
        }
        if (returning.delayed > 0) {
            return delayed(queue);
        }
        return returning.unwanted > 0 ? unwanted(queue) : told(queue);
    }

    /** The device returned chains and decided nothing on them. */
    private static List<Suspect> undecided(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        boolean decides = returning.decisions > 0 && queue.recorded();
        long patience = Math.max(queue.patienceNs(), queue.options().stallFactor() * returning.longestUndecidedNs);
        if (!decides || !queue.lasts(returning.undecidedNs, patience)) {
            return List.of();
        }
        return List.of(new Suspect(
                StallCause.LOST_INTERRUPT,
                returning.decisions >= FEW ? Confidence.CERTAIN : Confidence.LIKELY,
                returning.undecidedNs,
                List.of(
                        Durations.count(returning.undecided, "chain") + " returned since "
                                + queue.at(returning.undecidedNs)
                                + ", and the device neither interrupted nor decided not to",
                        "before, it decided " + Durations.count(returning.decisions, "time") + ", never later than "
                                + Durations.text(returning.longestUndecidedNs) + " after a completion")));
    }

    private static List<Suspect> delayed(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        long patience = Math.max(queue.patienceNs(), queue.options().stallFactor() * returning.longestDelayNs);
        if (!queue.lasts(returning.delayedNs, patience)) {
            return List.of();
        }
        return List.of(new Suspect(
                StallCause.MODERATION_TIMER_LOST,
                Confidence.CERTAIN,
                returning.delayedNs,
                List.of(
                        Durations.count(returning.delayed, "completion") + " held back by moderation since "
                                + queue.at(returning.delayedNs) + " (" + queue.lasting(returning.delayedNs) + ")",
                        returning.longestDelayNs == 0
                                ? "no interrupt delivered held completions before"
                                : "before, the longest delay was " + Durations.text(returning.longestDelayNs))));
    }

    /** By its last decisions the device did not tell, as the driver had not asked for it. */
    private static List<Suspect> unwanted(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        long since = Math.max(returning.unwantedNs, queue.validFromNs());
        if (reapsAllTheSame(queue) || asksForLater(queue) || !isUnusual(queue)) {
            return List.of();
        }
        if (!queue.lasts(since, queue.patienceNs(returning.gaps))) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(Durations.count(returning.unwanted, "completion") + " not told to the driver since "
                + queue.at(since) + ", suppressed by "
                + (returning.unwantedBy == SuppressionReason.FLAGS ? "flags" : "event index"));
        evidence.add(lastInterrupt(queue));
        evidence.add(driverAdvice(queue));
        if (returning.unwantedBy == SuppressionReason.FLAGS) {
            return List.of(new Suspect(
                    StallCause.INTERRUPTS_LEFT_OFF,
                    returning.armed ? Confidence.CERTAIN : Confidence.LIKELY,
                    since,
                    evidence));
        }
        return byEventIndex(queue, since, evidence);
    }

    private static List<Suspect> byEventIndex(QueueMoment queue, long since, List<String> evidence) {
        ReturningWatch returning = queue.returning();
        boolean missed = passedSinceInterrupt(queue) == Passed.YES || returning.skippedNs != NEVER;
        if (missed) {
            if (returning.skippedNs != NEVER) {
                evidence.add("of a completion at " + queue.at(returning.skippedNs)
                        + " the device decided nothing for far longer than usual");
            }
            return List.of(new Suspect(StallCause.LOST_INTERRUPT, Confidence.CERTAIN, since, evidence));
        }
        boolean knowsValue = returning.armedAtInterrupt;
        boolean handled = handled(queue);
        evidence.add(
                handled
                        ? "the driver took the last interrupt: it went on publishing after it"
                        : "the driver did nothing after the last interrupt");
        Suspect lost = new Suspect(
                StallCause.LOST_INTERRUPT,
                handled ? Confidence.POSSIBLE : knowsValue ? Confidence.CERTAIN : Confidence.LIKELY,
                since,
                evidence);
        Suspect frozen = new Suspect(
                StallCause.FROZEN_USED_EVENT,
                handled ? knowsValue ? Confidence.CERTAIN : Confidence.LIKELY : Confidence.POSSIBLE,
                since,
                evidence);
        return handled ? List.of(frozen, lost) : List.of(lost, frozen);
    }

    /** The last decision was to interrupt, and all before is told. */
    private static List<Suspect> told(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        long since = returning.interruptNs;
        boolean asked = returning.armedAtInterrupt && asksByIndex(queue, returning.armValue);
        boolean looked = returning.armNs > since && queue.nowNs() > since;
        boolean unmoved = asked && looked && returning.armValue == returning.armAtInterrupt;
        boolean heaps = queue.watch().heads.knowsUsual()
                && queue.watch().heads.unreaped() > FEW
                && queue.watch().heads.unreaped()
                        > UNUSUAL * queue.watch().heads.mostUnreaped();
        if (since == NEVER || !unmoved && !heaps || !queue.lasts(since, queue.patienceNs(returning.gaps))) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>(List.of(lastInterrupt(queue)));
        if (unmoved) {
            evidence.add(driverAdvice(queue) + ", looked at again at " + queue.at(returning.armNs));
        }
        if (heaps) {
            evidence.add(unreaped(queue));
        }
        return List.of(new Suspect(
                StallCause.LOST_INTERRUPT, unmoved ? Confidence.CERTAIN : Confidence.LIKELY, since, evidence));
    }

    /** Tells whether a look at the ring showed that the driver reacted to the last interrupt. */
    static boolean reactionSeen(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        return returning.armedAtInterrupt
                && returning.armNs > returning.interruptNs
                && returning.armValue != returning.armAtInterrupt
                && asksByIndex(queue, returning.armValue);
    }

    private static String unreaped(QueueMoment queue) {
        return Durations.count(queue.watch().heads.unreaped(), "returned chain")
                + " whose heads the driver has not used again; usually at most "
                + queue.watch().heads.mostUnreaped();
    }

    /** Tells whether the driver is seen to reap what it was not told of, as one that polls does. */
    private static boolean reapsAllTheSame(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        HeadTable heads = queue.watch().heads;
        return heads.known()
                && heads.reapedNs() >= returning.unwantedNs
                && heads.unreaped() <= Math.max(FEW, UNUSUAL * heads.mostUnreaped())
                && (returning.interrupts == 0 || heads.reapedNs() > returning.unwantedNs + ATTENDING_UNKNOWN_NS);
    }

    private static boolean asksForLater(QueueMoment queue) {
        return passedSinceInterrupt(queue) == Passed.NO && queue.returning().skippedNs == NEVER;
    }

    /** Tells whether completions stay untold for longer than while a driver attends to an interrupt. */
    private static boolean isUnusual(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        if (returning.interruptNs == NEVER
                || returning.armNs > returning.lastUnwantedNs
                || returning.skippedNs != NEVER) {
            return true;
        }
        long attending = Math.max(
                returning.interrupts < FEW ? ATTENDING_UNKNOWN_NS : ATTENDING_NS,
                UNUSUAL * returning.longestUnwantedNs);
        return returning.lastUnwantedNs - returning.interruptNs > attending
                || passedSinceInterrupt(queue) == Passed.YES;
    }

    /**
     * Tells whether the device passed the place at which the driver asked to be told, after its last interrupt.
     *
     * @return unknown if the driver has not asked anew since, or that is not observable
     */
    private static Passed passedSinceInterrupt(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        if (!returning.armedAtInterrupt
                || returning.armValue == returning.armAtInterrupt
                || !asksByIndex(queue, returning.armValue)
                || !asksByIndex(queue, returning.armAtInterrupt)) {
            return Passed.UNKNOWN;
        }
        long steps = queue.packed() ? returning.entriesSince : returning.usedSince;
        return distance(queue, returning.armAtInterrupt, returning.armValue) <= steps ? Passed.YES : Passed.NO;
    }

    private static boolean asksByIndex(QueueMoment queue, long value) {
        return queue.packed() ? (value >>> PACKED_FLAGS_SHIFT & 3) == 2 : queue.eventIndex();
    }

    private static long distance(QueueMoment queue, long from, long to) {
        if (!queue.packed()) {
            return to - from & 0xffff;
        }
        int size = queue.facts().size() == null ? WRAPS : queue.facts().size();
        return Math.floorMod(position(to, size) - position(from, size), 2L * size);
    }

    /** The place of a packed ring's offset on two laps: the wrap counter is 1 on the first. */
    private static long position(long value, int size) {
        return (value & 0x7fff) + ((value >>> 15 & 1) == 1 ? 0 : size);
    }

    /** Tells whether the driver is seen to have taken the last interrupt. */
    private static boolean handled(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        if (returning.interruptNs == NEVER) {
            return false;
        }
        if (queue.watch().heads.reapedNs() > returning.interruptBeforeNs && returning.interruptBeforeNs != NEVER) {
            // Else what the interrupt told of is not reaped, and a timer or another processor made the driver go on.
            boolean reapedAllTold = queue.watch().heads.unreaped() <= returning.usedSince;
            return reapedAllTold && queue.taking().takenNs > returning.interruptNs;
        }
        return queue.driverNs() > returning.interruptNs + ATTENDING_NS
                && queue.watch().heads.reapedNs() == NEVER;
    }

    static String lastInterrupt(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        return returning.interruptNs == NEVER
                ? "no interrupt in this trace"
                : "the last interrupt was sent at " + queue.at(returning.interruptNs);
    }

    static String driverAdvice(QueueMoment queue) {
        ReturningWatch returning = queue.returning();
        if (!returning.armed) {
            return queue.showsAdvice()
                    ? "the driver did not change in this trace what it asks for"
                    : "what the driver asked for is not observable in this capture: needs INTERRUPT_ARM events (a"
                            + " recorder at level full)";
        }
        String value = KickSuspicion.text(queue, returning.armValue, "used_event", "avail.flags", "driver event");
        boolean moved = !returning.armedAtInterrupt || returning.armValue != returning.armAtInterrupt;
        return "the driver asks by " + value
                + (moved ? ", first seen at " + queue.at(returning.armNs) : ", as before it");
    }
}
