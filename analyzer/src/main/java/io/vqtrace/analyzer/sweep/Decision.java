package io.vqtrace.analyzer.sweep;

/** What a device decided about the notification of completions. */
enum Decision {
    /** The driver does not want one. */
    UNWANTED,
    /** Not yet. */
    DELAY,
    /** Now. */
    INTERRUPT;

    private static final Decision[] VALUES = values();
    private static final int BITS = 2;

    /** Packs the decision with the number of completions that were seen before it, which settles equal times. */
    long after(int completions) {
        return (long) completions << BITS | ordinal();
    }

    static Decision of(long packed) {
        return VALUES[(int) packed & (1 << BITS) - 1];
    }

    static long seen(long packed) {
        return packed >> BITS;
    }
}
