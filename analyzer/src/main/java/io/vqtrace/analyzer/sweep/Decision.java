package io.vqtrace.analyzer.sweep;

import io.vqtrace.trace.SuppressionReason;

/** What a device decided about the notification of completions. */
public enum Decision {
    /** The driver does not want one. */
    UNWANTED,
    /** Not yet. */
    DELAY,
    /** Now. */
    INTERRUPT;

    private static final Decision[] VALUES = values();
    private static final int BITS = 2;

    /**
     * Returns the decision behind a suppressed interrupt.
     *
     * @param reason why there was none
     * @return a delay if a later one tells of the completions
     */
    public static Decision of(SuppressionReason reason) {
        return reason.deliveredLater() ? DELAY : UNWANTED;
    }

    /**
     * Packs the decision with the number of completions that were seen before it, which settles equal times.
     *
     * @param completions how many
     * @return what {@link #of(long)} and {@link #seen} take apart
     */
    public long after(int completions) {
        return (long) completions << BITS | ordinal();
    }

    /**
     * Takes the decision out.
     *
     * @param packed made by {@link #after}
     * @return the decision
     */
    public static Decision of(long packed) {
        return VALUES[(int) packed & (1 << BITS) - 1];
    }

    /**
     * Takes the completions seen before it out.
     *
     * @param packed made by {@link #after}
     * @return how many
     */
    public static long seen(long packed) {
        return packed >> BITS;
    }
}
