package io.vqtrace.recorder.internal.path;

import static io.vqtrace.trace.box.StateEntry.ARM_NS_AT_INTERRUPT;
import static io.vqtrace.trace.box.StateEntry.DECISIONS;
import static io.vqtrace.trace.box.StateEntry.DELAYED_NS;
import static io.vqtrace.trace.box.StateEntry.GIVEN_BACK;
import static io.vqtrace.trace.box.StateEntry.INTERRUPTS;
import static io.vqtrace.trace.box.StateEntry.INTERRUPT_ARM_NS;
import static io.vqtrace.trace.box.StateEntry.INTERRUPT_ARM_VALUE;
import static io.vqtrace.trace.box.StateEntry.INTERRUPT_NS;
import static io.vqtrace.trace.box.StateEntry.LAST_UNWANTED_NS;
import static io.vqtrace.trace.box.StateEntry.LATE_DECISION;
import static io.vqtrace.trace.box.StateEntry.LATE_DECISION_NS;
import static io.vqtrace.trace.box.StateEntry.LONGEST_DECISION;
import static io.vqtrace.trace.box.StateEntry.LONGEST_DELAY;
import static io.vqtrace.trace.box.StateEntry.LONGEST_UNWANTED;
import static io.vqtrace.trace.box.StateEntry.PREVIOUS_INTERRUPT_NS;
import static io.vqtrace.trace.box.StateEntry.RESET_NS;
import static io.vqtrace.trace.box.StateEntry.RESET_REQUESTS;
import static io.vqtrace.trace.box.StateEntry.RETURNING_VERSION;
import static io.vqtrace.trace.box.StateEntry.UNDECIDED;
import static io.vqtrace.trace.box.StateEntry.UNDECIDED_NS;
import static io.vqtrace.trace.box.StateEntry.UNWANTED;
import static io.vqtrace.trace.box.StateEntry.UNWANTED_NS;
import static io.vqtrace.trace.box.StateEntry.USED;
import static io.vqtrace.trace.box.StateEntry.USED_AT_INTERRUPT;
import static io.vqtrace.trace.box.StateEntry.USED_NS;

import io.vqtrace.trace.SuppressionReason;

/**
 * What the returning side of a queue did last, and the completions of which the driver is not told yet; kept where it
 * survives. Written by that side, some plain stores for each call.
 */
final class ReturningState extends StateWords {
    private static final int DELAYING = SuppressionReason.DELAYED.code();

    private long used;
    private long givenBack;
    private int undecided;
    private long undecidedSince;
    private int delayed;
    private long delayedSince;
    private long interrupts;
    private long interruptNs;
    private int unwanted;
    private long lastUnwantedNs;
    private long armNs;
    private int armValue;
    private int armValueAtInterrupt;
    private long decisions;
    private long longestDecision;
    private long lateDecision;
    private long longestUnwanted;
    private long longestDelay;

    ReturningState(Heads heads) {
        super(heads.region(), RETURNING_VERSION);
    }

    /** Chains were used: the dearest of these calls, so without a version; a look meanwhile may miss the last one in part. */
    void used(int chains, long ts) {
        if (undecided == 0) {
            undecidedSince = ts;
            put(UNDECIDED_NS, ts);
        }
        undecided += chains;
        used += chains;
        put(UNDECIDED, undecided, delayed);
        put(USED, used);
        put(USED_NS, ts);
    }

    /** A chain was given back unserved. */
    void givenBack() {
        begin();
        put(GIVEN_BACK, ++givenBack);
        end();
    }

    /** Returns the completions that an interrupt would deliver. */
    int pending() {
        return undecided + delayed;
    }

    /** Returns the time of the oldest of them, if there are any. */
    long pendingSince() {
        return delayed > 0 ? delayedSince : undecidedSince;
    }

    /** The driver is interrupted. */
    void interrupted(long ts) {
        begin();
        decided(ts);
        longestDecision = Math.max(longestDecision, lateDecision);
        lateDecision = 0;
        put(LONGEST_DECISION, longestDecision);
        put(LATE_DECISION, 0);
        if (unwanted > 0 && interrupts > 0) {
            longestUnwanted = Math.max(longestUnwanted, lastUnwantedNs - interruptNs);
            put(LONGEST_UNWANTED, longestUnwanted);
        }
        if (delayed > 0) {
            longestDelay = Math.max(longestDelay, ts - delayedSince);
            put(LONGEST_DELAY, longestDelay);
        }
        undecided = 0;
        delayed = 0;
        unwanted = 0;
        put(UNDECIDED, 0, 0);
        put(UNWANTED, 0, 0);
        put(PREVIOUS_INTERRUPT_NS, interruptNs);
        interruptNs = ts;
        armValueAtInterrupt = armValue;
        put(INTERRUPT_NS, ts);
        put(INTERRUPTS, ++interrupts);
        put(USED_AT_INTERRUPT, used);
        put(INTERRUPT_ARM_VALUE, armValue, armValueAtInterrupt);
        put(ARM_NS_AT_INTERRUPT, armNs);
        end();
    }

    /**
     * The driver is not interrupted, or not yet.
     *
     * @return the completions that this is about
     */
    int suppressed(int reason, long ts) {
        begin();
        int count = undecided;
        long since = count > 0 ? undecidedSince : delayed > 0 ? delayedSince : ts;
        decided(ts);
        undecided = 0;
        if (reason != DELAYING) {
            if (count == 0) {
                // Nothing is new: the decision is about what was held back, as when a delay ends and nobody wants to
                // know.
                count = delayed;
                delayed = 0;
            }
            notWanted(count, reason, since, ts);
        } else if (count > 0) {
            if (delayed == 0) {
                delayedSince = since;
                put(DELAYED_NS, since);
            }
            delayed += count;
        }
        put(UNDECIDED, 0, delayed);
        end();
        return count;
    }

    private void notWanted(int count, int reason, long since, long ts) {
        if (unwanted == 0) {
            put(UNWANTED_NS, since);
        }
        unwanted += count;
        lastUnwantedNs = ts;
        put(UNWANTED, unwanted, reason);
        put(LAST_UNWANTED_NS, ts);
    }

    private void decided(long ts) {
        put(DECISIONS, ++decisions);
        if (undecided > 0 && ts - undecidedSince > lateDecision) {
            lateDecision = ts - undecidedSince;
            put(LATE_DECISION, lateDecision);
            put(LATE_DECISION_NS, undecidedSince);
        }
    }

    void armed(long ts, int value) {
        armNs = ts;
        armValue = value;
        begin();
        put(INTERRUPT_ARM_NS, ts);
        put(INTERRUPT_ARM_VALUE, value, armValueAtInterrupt);
        end();
    }

    /**
     * Forgets everything: the ring starts anew.
     *
     * @param ended requests that were in flight
     */
    void reset(long ts, int ended) {
        used = 0;
        givenBack = 0;
        undecided = 0;
        delayed = 0;
        interrupts = 0;
        interruptNs = 0;
        unwanted = 0;
        armNs = 0;
        armValue = 0;
        armValueAtInterrupt = 0;
        decisions = 0;
        longestDecision = 0;
        lateDecision = 0;
        longestUnwanted = 0;
        longestDelay = 0;
        begin();
        clear(USED_NS, RESET_NS);
        put(GIVEN_BACK, 0);
        put(RESET_NS, ts);
        put(RESET_REQUESTS, ended);
        end();
    }
}
