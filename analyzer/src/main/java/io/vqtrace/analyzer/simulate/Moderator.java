package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/** Decides when interrupts are due under one setting, and counts what that does. One run of it, used by one thread. */
final class Moderator {
    /** No interrupt is due unless something completes. */
    static final long NOTHING_DUE = Long.MAX_VALUE;

    /** The rate of late weighs a new gap between completions by this part, as a power of two. */
    private static final int SMOOTHING_BITS = 3;

    private final CoalescingSetting setting;
    private final long waitNs;
    private final int frames;
    private final DelayCounts delays;
    private long[] pending = new long[64];
    private int pendingCount;
    private long dueNs = NOTHING_DUE;
    private long lastNs = Long.MIN_VALUE;
    private long gapNs;
    private long interrupts;

    Moderator(CoalescingSetting setting) {
        this.setting = setting;
        waitNs = setting.waitNs();
        frames = Math.max(1, setting.frames());
        gapNs = 2 * waitNs;
        delays = new DelayCounts(waitNs);
    }

    /** When the interrupt for what is pending is due at the latest. */
    long dueNs() {
        return dueNs;
    }

    int pending() {
        return pendingCount;
    }

    long interrupts() {
        return interrupts;
    }

    DelayCounts delays() {
        return delays;
    }

    /** Some completions at once; returns whether that makes an interrupt due now. Interrupts due before must be sent. */
    boolean complete(long ns, int count) {
        if (setting.adaptive()) {
            observe(ns, count);
        }
        if (pendingCount == 0) {
            dueNs = ns + (setting.adaptive() ? adaptedWaitNs() : waitNs);
        }
        if (pendingCount + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingCount + count));
        }
        for (int i = 0; i < count; i++) {
            pending[pendingCount++] = ns;
        }
        return pendingCount >= frames || ns >= dueNs;
    }

    /** Sends the interrupt; returns how many completions it delivers. */
    int interrupt(long ns) {
        int delivered = pendingCount;
        for (int i = 0; i < delivered; i++) {
            delays.add(ns - pending[i]);
        }
        interrupts++;
        pendingCount = 0;
        dueNs = NOTHING_DUE;
        return delivered;
    }

    private void observe(long ns, int count) {
        if (lastNs != Long.MIN_VALUE) {
            // A pause tells that completions are rare, not how rare: longer than this it says nothing more.
            long gap = Math.min((ns - lastNs) / count, 2 * waitNs);
            gapNs += gap - gapNs >> SMOOTHING_BITS;
        }
        lastNs = ns;
    }

    private long adaptedWaitNs() {
        return gapNs > waitNs ? 0 : Math.min(waitNs, gapNs * (frames - 1));
    }
}
