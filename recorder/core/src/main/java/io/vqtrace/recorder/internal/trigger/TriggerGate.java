package io.vqtrace.recorder.internal.trigger;

/** Limits how often triggers fire: a shortest interval between two firings, and a number over the recorder's life. */
final class TriggerGate {
    private final long minIntervalNs;
    private final long maxFirings;
    private volatile long fired;
    private volatile long suppressed;
    private long lastNs;

    TriggerGate(long minIntervalNs, long maxFirings) {
        this.minIntervalNs = minIntervalNs;
        this.maxFirings = maxFirings;
    }

    /** Tells whether a firing at {@code nowNs} would be let through. */
    boolean open(long nowNs) {
        return fired < maxFirings && (fired == 0 || nowNs - lastNs >= minIntervalNs);
    }

    // Only the drain thread writes these; others read them for status.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void passed(long nowNs) {
        lastNs = nowNs;
        fired = fired + 1;
    }

    void suppress() {
        suppressed = suppressed + 1;
    }

    long fired() {
        return fired;
    }

    long suppressed() {
        return suppressed;
    }
}
