package io.vqtrace.trace;

import java.util.Locale;

/**
 * What the queue states table tells of a queue besides its identity; all of it since the queue's last reset, and null where
 * the recorder did not see it. Times are nanoseconds since the Unix epoch.
 */
public enum StateColumn {
    /** Time at which the device last saw that the driver published chains. */
    AVAIL_NS,
    /** Ring index that it saw then. */
    RING_IDX,
    /** Time of the driver's last kick. */
    KICK_NS,
    /** Time at which the device last told which kicks it wants. */
    KICK_ARM_NS,
    /** What it told, as the value of a KICK_ARM event. */
    KICK_ARM_VALUE,
    /** {@link #RING_IDX} at that time. */
    KICK_ARM_RING_IDX,
    /** Time at which the device last took a chain. */
    POP_NS,
    /** Chains that the device saw published, or took without. */
    PUBLISHED,
    /** Of those, chains that it took and did not give back unserved: the rest is seen and not taken. */
    TAKEN,
    /** Time at which the device last returned a used chain. */
    USED_NS,
    /** Chains that it returned used. */
    USED,
    /** Completions on which it decided neither to interrupt nor not to. */
    UNDECIDED,
    /** Time of the first of them. */
    UNDECIDED_NS,
    /** Completions that moderation holds back. */
    DELAYED,
    /** Time of the first of them. */
    DELAYED_NS,
    /** Time of the last interrupt. */
    INTERRUPT_NS,
    /** Time of the one before. */
    PREVIOUS_INTERRUPT_NS,
    /** Interrupts. */
    INTERRUPTS,
    /** Chains returned used since the last interrupt. */
    USED_SINCE_INTERRUPT,
    /** Ring entries of those, so far as their heads were not taken again. */
    ENTRIES_SINCE_INTERRUPT,
    /** Completions since the last interrupt of which the driver did not want to be told. */
    UNWANTED,
    /** Time of the first of them. */
    UNWANTED_NS,
    /** Time of the last decision on such. */
    LAST_UNWANTED_NS,
    /** Its reason, a {@link SuppressionReason#code()}. */
    UNWANTED_REASON,
    /** Time at which the driver's suppression value was last seen to change. */
    INTERRUPT_ARM_NS,
    /** That value, as the value of an INTERRUPT_ARM event. */
    INTERRUPT_ARM_VALUE,
    /** The value at the last interrupt. */
    NOTIFIED_ARM_VALUE,
    /** Decisions whether to interrupt. */
    DECISIONS,
    /** Longest time that a completion waited for a decision, up to the last interrupt. */
    LONGEST_DECISION_NS,
    /** Longest such time since the last interrupt. */
    LATE_DECISION_NS,
    /** Time of the completion that waited so long. */
    LATE_DECISION_SINCE,
    /** Longest time from an interrupt to a decision on an unwanted completion after it, of those that another followed. */
    LONGEST_UNWANTED_NS,
    /** Longest time that moderation held a completion back, of those delivered. */
    LONGEST_DELAY_NS,
    /** Time of the latest completion that the driver reaped for certain, as it published the head again. */
    REAPED_NS,
    /** Completions since then. */
    UNREAPED,
    /** Time of the queue's last reset, or its device's. */
    RESET_NS,
    /** Requests in flight that this reset ended. */
    RESET_REQUESTS;

    /**
     * Returns the name of the column in the table and in SQL.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
