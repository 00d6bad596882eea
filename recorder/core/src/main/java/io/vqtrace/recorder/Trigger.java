package io.vqtrace.recorder;

import java.time.Duration;

/** A rule upon which a recorder in flight mode dumps what it holds; evaluated by the drain thread. Immutable. */
public final class Trigger {
    /** What a rule looks at. */
    public enum Kind {
        /** A request took longer than the threshold from its POP to its return, or is in flight for longer. */
        SLOW_REQUEST,
        /** A queue had all its entries in flight for longer than the threshold. */
        RING_FULL,
        /** A queue had requests in flight and returned none for longer than the threshold. */
        STALLED,
        /** Payload was lost: a DROP event. */
        DROP,
        /** The backend refused what the driver did: a FAULT event. */
        FAULT
    }

    private final Kind kind;
    private final long thresholdNanos;

    private Trigger(Kind kind, long thresholdNanos) {
        this.kind = kind;
        this.thresholdNanos = thresholdNanos;
    }

    private static Trigger timed(Kind kind, Duration threshold) {
        if (threshold.isZero() || threshold.isNegative()) {
            throw new IllegalArgumentException(kind + " needs a positive threshold, not " + threshold);
        }
        return new Trigger(kind, threshold.toNanos());
    }

    /**
     * Fires upon a request of a request queue that takes too long.
     *
     * @param threshold time from POP to return, positive
     * @return the rule
     * @throws IllegalArgumentException if the threshold is not positive
     */
    public static Trigger slowRequest(Duration threshold) {
        return timed(Kind.SLOW_REQUEST, threshold);
    }

    /**
     * Fires if the entries of a request queue's ring are all in flight for too long.
     *
     * @param threshold length of the episode, positive
     * @return the rule
     * @throws IllegalArgumentException if the threshold is not positive
     */
    public static Trigger ringFull(Duration threshold) {
        return timed(Kind.RING_FULL, threshold);
    }

    /**
     * Fires if a request queue has requests in flight and returns none.
     *
     * @param threshold time without a return, positive
     * @return the rule
     * @throws IllegalArgumentException if the threshold is not positive
     */
    public static Trigger stalled(Duration threshold) {
        return timed(Kind.STALLED, threshold);
    }

    /**
     * Fires upon lost payload, {@link QueueProbe#drop}.
     *
     * @return the rule
     */
    public static Trigger drop() {
        return new Trigger(Kind.DROP, 0);
    }

    /**
     * Fires upon a refusal, {@link QueueProbe#fault}.
     *
     * @return the rule
     */
    public static Trigger fault() {
        return new Trigger(Kind.FAULT, 0);
    }

    /**
     * Returns what the rule looks at.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the time that must be exceeded.
     *
     * @return nanoseconds, 0 for a kind without a threshold
     */
    public long thresholdNanos() {
        return thresholdNanos;
    }

    @Override
    public String toString() {
        return thresholdNanos == 0 ? kind.name() : kind + " " + Duration.ofNanos(thresholdNanos);
    }
}
