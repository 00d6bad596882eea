package io.vqtrace.analyzer.sweep;

/**
 * How interrupt moderation is looked at.
 *
 * @param intervalNs length of the stretches over time, null for a round one that makes at most {@value #MOST_INTERVALS}
 * @param longest how many of the completions that waited longest for their interrupt to keep, from 0
 * @param stormRate interrupts per second of one queue from which they can be a storm, above 0
 * @param stormRatio completions per interrupt up to which they are "about one"
 * @param stormLengthNs shortest storm
 */
public record ModerationOptions(Long intervalNs, int longest, double stormRate, double stormRatio, long stormLengthNs) {
    /** The most stretches that the default interval makes. */
    public static final int MOST_INTERVALS = 30;

    /**
     * 5 completions; 20,000 interrupts per second, which at some 5 µs for exit, injection and handler cost a tenth of a
     * virtual CPU; up to 1.5 completions each; for 10 ms.
     */
    public static final ModerationOptions DEFAULT = new ModerationOptions(null, 5, 20_000, 1.5, 10_000_000);

    private static final double NS_PER_S = 1e9;
    private static final long LEAST_SLOT_NS = 1_000_000;
    private static final int INTERRUPTS_PER_SLOT = 20;

    /**
     * Returns the same options with another length of the stretches over time.
     *
     * @param ns the length, null for the default
     * @return the options
     */
    public ModerationOptions withInterval(Long ns) {
        return new ModerationOptions(ns, longest, stormRate, stormRatio, stormLengthNs);
    }

    /**
     * Returns the time over which a storm's rate is taken: long enough for some interrupts at that rate.
     *
     * @return nanoseconds, at least a millisecond
     */
    public long stormSlotNs() {
        return Math.max(LEAST_SLOT_NS, (long) Math.ceil(INTERRUPTS_PER_SLOT * NS_PER_S / stormRate));
    }

    /**
     * Returns how many interrupts a slot of {@link #stormSlotNs} has at the storm's rate.
     *
     * @return interrupts, at least 2
     */
    public long stormSlotInterrupts() {
        return Math.max(2, (long) Math.ceil(stormRate * stormSlotNs() / NS_PER_S));
    }
}
