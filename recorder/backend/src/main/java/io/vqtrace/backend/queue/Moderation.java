package io.vqtrace.backend.queue;

/**
 * How long a device may hold interrupts back (as virtio 1.4 section 5.1.9.5.10 defines it for a network device): until so
 * many completions wait, or the oldest of them is so old, whichever comes first. If either is 0, nothing is held back.
 *
 * @param maxFrames completions that one interrupt may collect, unsigned
 * @param maxMicros microseconds that the oldest of them may wait, unsigned
 */
public record Moderation(int maxFrames, int maxMicros) {
    /** An interrupt for each time that something is completed. */
    public static final Moderation NONE = new Moderation(0, 0);

    /**
     * Tells whether interrupts are held back at all.
     *
     * @return true if both limits are set
     */
    public boolean enabled() {
        return maxFrames != 0 && maxMicros != 0;
    }

    boolean holdsBack(int completions, long ageNanos) {
        return enabled()
                && Integer.compareUnsigned(completions, maxFrames) < 0
                && ageNanos < Integer.toUnsignedLong(maxMicros) * 1000;
    }

    long nanos() {
        return Integer.toUnsignedLong(maxMicros) * 1000;
    }
}
