package io.vqtrace.recorder.internal.flight;

/**
 * The time that a dump is about.
 *
 * @param lookBackNs how far it was to look back
 * @param lookForwardNs how long it was to go on
 * @param fromNs its begin, epoch nanoseconds: the look-back, or as far as the memory reaches
 * @param untilNs until when rows are collected at least
 */
record DumpWindow(long lookBackNs, long lookForwardNs, long fromNs, long untilNs) {
    static DumpWindow at(long atNs, long lookBackNs, long lookForwardNs, long wholeFromNs) {
        long from = lookBackNs >= Math.max(0, atNs) ? Long.MIN_VALUE : atNs - lookBackNs;
        long until = lookForwardNs >= Long.MAX_VALUE - Math.max(0, atNs) ? Long.MAX_VALUE : atNs + lookForwardNs;
        return new DumpWindow(lookBackNs, lookForwardNs, Math.max(from, wholeFromNs), until);
    }

    /** Returns the window that ends as soon as it can. */
    DumpWindow endingAt(long nowNs) {
        return new DumpWindow(lookBackNs, lookForwardNs, fromNs, Math.min(untilNs, nowNs));
    }
}
