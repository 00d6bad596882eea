package io.vqtrace.recorder;

import java.time.Duration;
import java.util.Locale;

/**
 * A condition at which a recorder in flight mode writes a dump by itself. Immutable.
 *
 * <p>The drain thread looks for it in the rows and queue counters that it passes anyway, so that a trigger costs the data
 * path nothing. Queues on which the driver parks buffers for the device (receive and event queues) are watched for
 * {@link #drop()} and {@link #fault()} only: there a full ring and a long wait are the healthy state. In stream mode a
 * trigger is counted and reported as a JFR event and writes no dump.
 */
public final class Trigger {
    /** What a trigger looks for. */
    public enum Kind {
        /** A request took longer than the threshold from its POP to its USED. */
        SLOW_REQUEST,
        /** A ring was occupied to nine tenths or more for longer than the threshold, without a dip. */
        RING_FULL,
        /** A queue had requests and completed none for longer than the threshold. */
        STALLED,
        /** Payload was lost: a DROP row. */
        DROP,
        /** The backend refused what the driver did: a FAULT row. */
        FAULT;

        /**
         * Returns the name as {@code trace.json} and events show it.
         *
         * @return the name in lower case, words joined by {@code -}, such as {@code slow-request}
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final long thresholdNanos;

    private Trigger(Kind kind, long thresholdNanos) {
        this.kind = kind;
        this.thresholdNanos = thresholdNanos;
    }

    /**
     * Fires when a request was used that took longer than {@code threshold} from its POP, or that a reset ended after as
     * long, or that is still in flight after as long (looked for some ten times a second). Requests given back unserved do
     * not count.
     *
     * @param threshold longest service time that is not slow
     * @return the trigger
     * @throws IllegalArgumentException if the threshold is not positive
     */
    public static Trigger slowRequest(Duration threshold) {
        return timed(Kind.SLOW_REQUEST, threshold);
    }

    /**
     * Fires when a ring stayed at nine tenths of its entries or more for longer than {@code longerThan}. Counted are the
     * chains that were published and not yet used, where the backend tells of publications, and else those in flight; by
     * their descriptors where those are known. A single dip in between starts the time anew. A queue of unknown size never
     * fires.
     *
     * @param longerThan longest time that is not reported
     * @return the trigger
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Trigger ringFull(Duration longerThan) {
        return timed(Kind.RING_FULL, longerThan);
    }

    /**
     * Fires when a queue had requests outstanding, or in flight where publications are not known, and completed none for
     * longer than {@code longerThan}. Once for each stall.
     *
     * @param longerThan longest time that is not reported
     * @return the trigger
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Trigger stalled(Duration longerThan) {
        return timed(Kind.STALLED, longerThan);
    }

    /**
     * Fires when payload was lost: {@link QueueProbe#drop}. Rows that the recorder itself lost do not count.
     *
     * @return the trigger
     */
    public static Trigger drop() {
        return new Trigger(Kind.DROP, 0);
    }

    /**
     * Fires when the backend refused what the driver did: {@link QueueProbe#fault}.
     *
     * @return the trigger
     */
    public static Trigger fault() {
        return new Trigger(Kind.FAULT, 0);
    }

    private static Trigger timed(Kind kind, Duration threshold) {
        if (threshold.isNegative() || threshold.isZero()) {
            throw new IllegalArgumentException("a trigger's threshold must be positive: " + threshold);
        }
        return new Trigger(kind, threshold.toNanos());
    }

    /**
     * Returns what the trigger looks for.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the time that must be exceeded.
     *
     * @return nanoseconds; 0 of a kind without a threshold
     */
    public long thresholdNanos() {
        return thresholdNanos;
    }

    @Override
    public String toString() {
        return thresholdNanos == 0 ? kind.label() : kind.label() + " " + Duration.ofNanos(thresholdNanos);
    }
}
