package io.vqtrace.analyzer.simulate;

/**
 * A setting of interrupt moderation, as {@code ethtool -C} calls its parts and virtio 1.4 section 5.1.9.5.10 defines
 * them: an interrupt is due once {@code frames} completions wait for it or the oldest has waited {@code usecs}.
 *
 * @param frames completions that one interrupt may collect (rx-frames, max_packets)
 * @param usecs microseconds that the oldest may wait (rx-usecs, max_usecs)
 * @param adaptive whether the time follows the rate of completions: it is then what {@code frames} completions take at
 *     the rate of late, at most {@code usecs}, and nothing where the next completion is not expected within
 *     {@code usecs}
 */
public record CoalescingSetting(int frames, int usecs, boolean adaptive) {
    /** An interrupt for each completion. */
    public static final CoalescingSetting OFF = new CoalescingSetting(0, 0, false);

    /** The longest time, a second. */
    public static final int MAX_USECS = 1_000_000;

    /** The most completions: what a ring can hold. */
    public static final int MAX_FRAMES = 1 << 15;

    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * Checks the values; what holds nothing back is {@link #OFF}.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public CoalescingSetting {
        if (frames < 0 || frames > MAX_FRAMES || usecs < 0 || usecs > MAX_USECS) {
            throw new IllegalArgumentException("a setting has 0 to " + MAX_FRAMES + " frames and 0 to " + MAX_USECS
                    + " microseconds, not " + frames + ":" + usecs);
        }
        if (frames <= 1 || usecs == 0) {
            frames = 0;
            usecs = 0;
            adaptive = false;
        }
    }

    /**
     * Tells whether interrupts are held back at all.
     *
     * @return false if one is sent for each completion
     */
    public boolean moderates() {
        return frames > 0;
    }

    /**
     * Returns the time.
     *
     * @return nanoseconds that a completion may wait
     */
    public long waitNs() {
        return usecs * NANOS_PER_MICRO;
    }

    /**
     * Returns the setting as people write it.
     *
     * @return {@code off}, {@code 32:50}, or {@code 32:50a} if adaptive
     */
    public String label() {
        return moderates() ? frames + ":" + usecs + (adaptive ? "a" : "") : "off";
    }
}
