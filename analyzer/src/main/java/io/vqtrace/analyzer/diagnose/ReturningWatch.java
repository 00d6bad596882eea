package io.vqtrace.analyzer.diagnose;

import io.vqtrace.trace.SuppressionReason;

/** The side of a queue on which the device returns chains and tells the driver. */
final class ReturningWatch {
    static final long NEVER = Long.MIN_VALUE;

    /** So many decisions tell how promptly the device decides; a wait so many times longer is one that it forgot. */
    private static final int KNOWN_DECISIONS = 20;

    private static final int UNUSUAL = 4;
    private static final long PROMPT_NS = 2_000;

    final DurationHistory service = new DurationHistory();
    final DurationHistory gaps = new DurationHistory();
    /** The longest of the gaps, and when it ended. */
    private long longestGapNs;

    private long longestGapEndNs = NEVER;
    long used;
    long usedNs = NEVER;
    /** Chains that a reset ended, and when that was last. */
    long reset;

    long resetNs = NEVER;

    long interrupts;
    long interruptNs = NEVER;
    /** The interrupt before that. */
    long interruptBeforeNs = NEVER;
    /** Chains and ring entries used since the last interrupt. */
    long usedSince;

    long entriesSince;
    long decisions;
    /** Completions on which nothing was decided yet, and since when. */
    long undecided;

    long undecidedNs = NEVER;
    /** The longest that a completion waited for a decision before. */
    long longestUndecidedNs;
    /** Of the completions since the last interrupt, the first that waited far longer than usual for a decision. */
    long skippedNs = NEVER;

    /** Completions since the last interrupt of which the driver did not want to be told. */
    long unwanted;

    long unwantedNs = NEVER;
    long lastUnwantedNs = NEVER;
    SuppressionReason unwantedBy;
    /** The longest time from an interrupt to such a completion, of those that another interrupt followed. */
    long longestUnwantedNs;

    long delayed;
    long delayedNs = NEVER;
    long longestDelayNs;

    boolean armed;
    long armValue;
    long armNs = NEVER;
    /** What the driver asked for when it was last interrupted. */
    boolean armedAtInterrupt;

    long armAtInterrupt;

    long drops;
    long dropsSinceUsed;
    long firstDropNs = NEVER;
    long faults;
    long faultNs = NEVER;

    /** A chain was used that was taken {@code sinceNs} ago, below 0 if that is not known. */
    void used(long ns, long sinceNs, long entries) {
        if (sinceNs >= 0) {
            service.add(sinceNs);
            if (usedNs != NEVER && ns > usedNs) {
                // The device was busy from the later of the completion before and this chain's being taken.
                gap(ns, Math.min(ns - usedNs, sinceNs));
            }
        }
        used++;
        usedNs = Math.max(usedNs, ns);
        usedSince++;
        entriesSince += entries;
        if (undecided == 0) {
            undecidedNs = ns;
        }
        undecided++;
        dropsSinceUsed = 0;
    }

    private void gap(long ns, long length) {
        gaps.add(length);
        if (length >= longestGapNs) {
            longestGapNs = length;
            longestGapEndNs = ns;
        }
    }

    /** Returns the longest pause between completions with requests in flight if it ended after a moment, else 0. */
    long longestGapSince(long ns) {
        return longestGapEndNs > ns ? longestGapNs : 0;
    }

    void reset(long ns) {
        reset = ns == resetNs ? reset + 1 : 1;
        resetNs = ns;
    }

    /** Tells whether a completion waited far longer for a decision than others did, when so many were made. */
    static boolean isUnusual(long decisions, long waitedNs, long longestNs) {
        return decisions > KNOWN_DECISIONS && waitedNs > UNUSUAL * longestNs && waitedNs > PROMPT_NS;
    }

    private void decide(long ns) {
        decisions++;
        if (undecided > 0) {
            long waited = ns - undecidedNs;
            if (isUnusual(decisions, waited, longestUndecidedNs)) {
                skippedNs = undecidedNs;
            } else {
                longestUndecidedNs = Math.max(longestUndecidedNs, waited);
            }
        }
        undecided = 0;
    }

    void interrupt(long ns, long oldestNs) {
        decide(ns);
        if (unwanted > 0 && interruptNs != NEVER) {
            longestUnwantedNs = Math.max(longestUnwantedNs, lastUnwantedNs - interruptNs);
        }
        longestDelayNs = Math.max(longestDelayNs, delayed > 0 ? oldestNs : 0);
        interrupts++;
        interruptBeforeNs = interruptNs;
        interruptNs = ns;
        usedSince = 0;
        entriesSince = 0;
        unwanted = 0;
        delayed = 0;
        skippedNs = NEVER;
        armedAtInterrupt = armed;
        armAtInterrupt = armValue;
    }

    void suppressed(long ns, SuppressionReason reason, long completions) {
        if (reason.deliveredLater()) {
            if (delayed == 0) {
                delayedNs = undecided > 0 ? undecidedNs : ns;
            }
            delayed += completions;
            decide(ns);
            return;
        }
        if (undecided == 0) {
            delayed = 0;
        }
        if (unwanted == 0) {
            unwantedNs = undecided > 0 ? undecidedNs : ns;
        }
        unwanted += completions;
        lastUnwantedNs = ns;
        unwantedBy = reason;
        decide(ns);
    }

    void arm(long ns, long value) {
        armed = true;
        armValue = value;
        armNs = ns;
    }

    void drop(long ns) {
        if (dropsSinceUsed == 0) {
            firstDropNs = ns;
        }
        drops++;
        dropsSinceUsed++;
    }

    void fault(long ns) {
        faults++;
        faultNs = ns;
    }
}
