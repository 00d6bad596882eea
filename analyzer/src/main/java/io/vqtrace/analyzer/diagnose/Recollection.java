package io.vqtrace.analyzer.diagnose;

import io.vqtrace.trace.StateColumn;
import io.vqtrace.trace.SuppressionReason;

/** Adds to what the events told of a queue what only the recorder's last look tells; where there are events, they hold. */
final class Recollection {
    private static final long NEVER = Long.MIN_VALUE;

    private final LastLook look;

    private Recollection(LastLook look) {
        this.look = look;
    }

    /**
     * Adds.
     *
     * @param watch the queue, after all events
     * @param look what the recorder remembered
     */
    static void add(QueueWatch watch, LastLook look) {
        Recollection recollection = new Recollection(look);
        if (look.tellsTaking()) {
            recollection.taking(watch.taking);
        }
        if (look.tellsReturning()) {
            recollection.returning(watch.returning);
            if (look.tellsTaking() && look.knows(StateColumn.UNREAPED)) {
                watch.heads.remember(look.time(StateColumn.REAPED_NS), look.get(StateColumn.UNREAPED));
            }
        }
        watch.look = look;
    }

    private void taking(TakingWatch taking) {
        long popNs = look.time(StateColumn.POP_NS);
        if (taking.kicks.count() == 0 && look.knows(StateColumn.KICK_NS)) {
            look.use();
            taking.kicks.remember(look.time(StateColumn.KICK_NS));
            taking.kicks.answer(Math.max(popNs, look.time(StateColumn.AVAIL_NS)));
        }
        if (popNs > taking.takenNs) {
            look.use();
            taking.taken(popNs, TakingWatch.UNKNOWN);
        }
        if (taking.arms == 0 && look.knows(StateColumn.KICK_ARM_NS)) {
            look.use();
            int index = index(StateColumn.KICK_ARM_RING_IDX);
            // A kick shows that the device had asked for some.
            boolean kicked = look.knows(StateColumn.KICK_NS);
            taking.remember(look.time(StateColumn.KICK_ARM_NS), look.get(StateColumn.KICK_ARM_VALUE), kicked, index);
        }
        if (look.knows(StateColumn.PUBLISHED)) {
            if (taking.announcements == 0) {
                look.use();
                taking.announced(look.time(StateColumn.AVAIL_NS), 0, index(StateColumn.RING_IDX));
            }
            taking.waitingAtLook(look.get(StateColumn.PUBLISHED) - look.get(StateColumn.TAKEN));
        }
    }

    private int index(StateColumn column) {
        return look.knows(column) ? (int) look.get(column) : TakingWatch.UNKNOWN;
    }

    private void returning(ReturningWatch returning) {
        if (returning.usedNs == NEVER && look.knows(StateColumn.USED_NS)) {
            look.use();
            returning.usedNs = look.time(StateColumn.USED_NS);
        }
        if (!returning.armed && look.knows(StateColumn.INTERRUPT_ARM_NS)) {
            look.use();
            returning.arm(look.time(StateColumn.INTERRUPT_ARM_NS), look.get(StateColumn.INTERRUPT_ARM_VALUE));
        }
        if (returning.decisions == 0 && look.get(StateColumn.DECISIONS) > 0) {
            look.use();
            decisions(returning);
        }
        if (returning.interrupts == 0) {
            sinceInterrupt(returning);
        }
        if (returning.resetNs == NEVER && look.knows(StateColumn.RESET_NS)) {
            returning.resetNs = look.time(StateColumn.RESET_NS);
            returning.reset = look.get(StateColumn.RESET_REQUESTS);
        }
    }

    private void decisions(ReturningWatch returning) {
        returning.decisions = look.get(StateColumn.DECISIONS);
        returning.longestUndecidedNs = look.get(StateColumn.LONGEST_DECISION_NS);
        returning.undecided = look.get(StateColumn.UNDECIDED);
        returning.undecidedNs = look.time(StateColumn.UNDECIDED_NS);
    }

    /** Without an interrupt among the events they tell only the end of what happened since the last one. */
    private void sinceInterrupt(ReturningWatch returning) {
        if (look.knows(StateColumn.INTERRUPT_NS)) {
            look.use();
        }
        returning.interrupts = look.get(StateColumn.INTERRUPTS);
        returning.interruptNs = look.time(StateColumn.INTERRUPT_NS);
        returning.interruptBeforeNs = look.time(StateColumn.PREVIOUS_INTERRUPT_NS);
        returning.armedAtInterrupt = look.knows(StateColumn.NOTIFIED_ARM_VALUE);
        returning.armAtInterrupt = look.get(StateColumn.NOTIFIED_ARM_VALUE);
        returning.usedSince = look.get(StateColumn.USED_SINCE_INTERRUPT);
        returning.entriesSince = Math.max(returning.usedSince, look.get(StateColumn.ENTRIES_SINCE_INTERRUPT));
        returning.unwanted = look.get(StateColumn.UNWANTED);
        returning.unwantedNs = look.time(StateColumn.UNWANTED_NS);
        returning.lastUnwantedNs = look.time(StateColumn.LAST_UNWANTED_NS);
        returning.unwantedBy = SuppressionReason.ofCode(look.get(StateColumn.UNWANTED_REASON));
        returning.longestUnwantedNs = look.get(StateColumn.LONGEST_UNWANTED_NS);
        returning.delayed = look.get(StateColumn.DELAYED);
        returning.delayedNs = look.time(StateColumn.DELAYED_NS);
        returning.longestDelayNs = look.get(StateColumn.LONGEST_DELAY_NS);
        boolean skipped = ReturningWatch.isUnusual(
                look.get(StateColumn.DECISIONS),
                look.get(StateColumn.LATE_DECISION_NS),
                look.get(StateColumn.LONGEST_DECISION_NS));
        returning.skippedNs = skipped ? look.time(StateColumn.LATE_DECISION_SINCE) : NEVER;
    }
}
