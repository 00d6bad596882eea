package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.check.path.EventIndices;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** Does the device sleep while chains lie in the ring that nobody told it of? */
final class KickSuspicion implements Suspicion {
    private static final int PACKED_FLAGS_SHIFT = 16;
    private static final int PACKED_OFFSET = 0x7fff;
    private static final int DISABLE = 1;

    /** What the device asked for when it last did. */
    enum Asked {
        /** A kick for the next chain. */
        KICK,
        /** A kick at a place that the ring had passed. */
        PASSED,
        /** No kick at all. */
        OFF,
        /** The capture does not tell. */
        UNKNOWN
    }

    @Override
    public List<Suspect> suspects(QueueMoment queue) {
        if (queue.supply() || queue.held().chains() > 0) {
            return List.of();
        }
        TakingWatch taking = queue.taking();
        long quietNs = Math.max(Math.max(queue.progressNs(), taking.armNs), queue.validFromNs());
        if (!taking.looked()) {
            quietNs = Math.max(quietNs, queue.capture().observedFromNs());
        }
        if (queue.waiting() > 0 && taking.kicks.after(quietNs) == 0) {
            return found(queue, Math.max(quietNs, taking.kicks.lastNs()));
        }
        Asked asked = asked(queue);
        boolean asleep = taking.sleeps() && taking.armNs > queue.validFromNs();
        boolean unwakeable = asleep && asked == Asked.PASSED || asked == Asked.OFF && taking.armsOn > 0;
        boolean quiet = taking.kicks.after(taking.armNs) == 0 && taking.announcedNs <= Math.max(taking.armNs, quietNs);
        if (!unwakeable || !quiet || !queue.lasts(quietNs, queue.patienceNs(queue.returning().gaps))) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>(List.of(advice(queue, asked)));
        evidence.add("no kick and no request since " + queue.at(quietNs) + " (" + queue.lasting(quietNs) + ")");
        StallCause cause = asked == Asked.OFF ? StallCause.KICKS_LEFT_OFF : StallCause.STALE_AVAIL_EVENT;
        return List.of(new Suspect(cause, Confidence.LIKELY, quietNs, evidence));
    }

    /** Chains were found that no kick announced. */
    private static List<Suspect> found(QueueMoment queue, long quietNs) {
        TakingWatch taking = queue.taking();
        // When they were published nobody saw: at the earliest when the device last looked.
        if (!queue.lasts(quietNs, queue.patienceNs(queue.returning().gaps))) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(Durations.count(queue.waiting(), "chain") + " found at " + queue.at(taking.announcedSinceNs)
                + (taking.ringIndex < 0 ? "" : " (avail index " + taking.ringIndex + ")") + ", and no kick since "
                + (taking.kicks.count() == 0 ? "the start of the trace" : queue.at(taking.kicks.lastNs())));
        Asked asked = asked(queue);
        evidence.add(advice(queue, asked));
        Suspect lost = new Suspect(StallCause.LOST_KICK, confidence(queue, asked), quietNs, evidence);
        Suspect hung = new Suspect(
                StallCause.BACKEND_HUNG,
                Confidence.POSSIBLE,
                quietNs,
                List.of("the device saw " + Durations.count(queue.waiting(), "chain") + " and took none"));
        return switch (asked) {
            case PASSED ->
                List.of(new Suspect(StallCause.STALE_AVAIL_EVENT, Confidence.CERTAIN, quietNs, evidence), hung);
            case OFF -> List.of(new Suspect(StallCause.KICKS_LEFT_OFF, Confidence.CERTAIN, quietNs, evidence), hung);
            case KICK -> List.of(lost, hung);
            case UNKNOWN ->
                List.of(
                        lost,
                        new Suspect(StallCause.STALE_AVAIL_EVENT, Confidence.POSSIBLE, quietNs, evidence.subList(1, 2)),
                        hung);
        };
    }

    private static Confidence confidence(QueueMoment queue, Asked asked) {
        if (asked == Asked.KICK) {
            return Confidence.CERTAIN;
        }
        // A device that never said otherwise since it was started wants kicks.
        boolean fromStart = queue.device().liveNs >= queue.startNs() && queue.taking().arms == 0;
        return fromStart ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    /** Reads what the device last asked for, against the driver's index at that time. */
    static Asked asked(QueueMoment queue) {
        TakingWatch taking = queue.taking();
        if (taking.arms == 0 || taking.armNs <= queue.validFromNs() && queue.validFromNs() > QueueMoment.NEVER) {
            return Asked.UNKNOWN;
        }
        int flags = (int) (taking.armValue >>> PACKED_FLAGS_SHIFT) & 3;
        if (queue.packed() ? flags == DISABLE : !queue.eventIndex() && taking.armValue == DISABLE) {
            return Asked.OFF;
        }
        if (queue.packed() ? flags == 0 : !queue.eventIndex()) {
            return Asked.KICK;
        }
        if (taking.ringIndexAtArm < 0) {
            return Asked.UNKNOWN;
        }
        if (queue.packed()) {
            return (taking.armValue & PACKED_OFFSET) == taking.ringIndexAtArm ? Asked.KICK : Asked.PASSED;
        }
        int event = (int) taking.armValue & 0xffff;
        return EventIndices.behind(event, taking.ringIndexAtArm) ? Asked.PASSED : Asked.KICK;
    }

    /** Says what the device last asked for. */
    static String advice(QueueMoment queue, Asked asked) {
        TakingWatch taking = queue.taking();
        if (asked == Asked.UNKNOWN && taking.arms == 0) {
            return queue.showsAdvice()
                    ? "the device did not change in this trace what it asks for"
                    : "what the device asked for is not observable in this capture: needs KICK_ARM events (a recorder at"
                            + " level full)";
        }
        String value = text(queue, taking.armValue, "avail_event", "used.flags", "device event");
        String when = " since " + queue.at(taking.armNs);
        return switch (asked) {
            case KICK ->
                "the device asked for a kick: " + value + when
                        + (taking.ringIndexAtArm < 0 ? "" : ", avail index then " + taking.ringIndexAtArm);
            case PASSED ->
                "the device asked for a kick at a place that the ring had passed: " + value + when
                        + ", avail index then " + taking.ringIndexAtArm;
            case OFF -> "the device had kicks switched off: " + value + when;
            case UNKNOWN -> "the device asked by " + value + when + ", and the ring's index is not known";
        };
    }

    /** Writes a suppression value as the ring's layout and features have it. */
    static String text(QueueMoment queue, long value, String index, String flags, String structure) {
        if (queue.packed()) {
            long kind = value >>> PACKED_FLAGS_SHIFT & 3;
            String name = kind == 0 ? "enable" : kind == DISABLE ? "disable" : "desc";
            return structure + " flags " + name
                    + (kind < 2 ? "" : " offset " + (value & PACKED_OFFSET) + " wrap " + (value >>> 15 & 1));
        }
        return (queue.eventIndex() ? index : flags) + " " + (value & 0xffff);
    }
}
