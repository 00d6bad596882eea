package io.vqtrace.testkit;

import java.time.Duration;

/**
 * Interrupt moderation of a queue, with the meaning of virtio 1.4 section 5.1.9.5.10: an interrupt is due once
 * {@code maxPackets} completions wait for it or the oldest has waited {@code maxUsecs}; if either is 0, after each one.
 *
 * @param maxPackets completions that one interrupt may collect, from 0
 * @param maxUsecs microseconds that the oldest may wait, from 0
 */
public record Moderation(int maxPackets, int maxUsecs) {
    /** An interrupt is due after each completion: the state after a reset. */
    public static final Moderation NONE = new Moderation(0, 0);

    /** Checks the values. */
    public Moderation {
        if (maxPackets < 0 || maxUsecs < 0) {
            throw new IllegalArgumentException("negative moderation: " + maxPackets + ", " + maxUsecs);
        }
    }

    /**
     * Makes a setting.
     *
     * @param maxPackets completions that one interrupt may collect
     * @param maxDelay how long the oldest may wait, in whole microseconds
     * @return the setting
     */
    public static Moderation of(int maxPackets, Duration maxDelay) {
        return new Moderation(maxPackets, Math.toIntExact(maxDelay.toNanos() / 1000));
    }

    /**
     * Tells whether interrupts are held back at all.
     *
     * @return false if one is due after each completion
     */
    public boolean enabled() {
        return maxPackets > 0 && maxUsecs > 0;
    }
}
