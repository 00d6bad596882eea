package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.Trigger;
import io.vqtrace.recorder.Trigger.Condition;
import java.util.List;

/**
 * The recorder's triggers as numbers: of several with the same condition the lowest threshold counts.
 *
 * @param slowRequestNs {@code Long.MAX_VALUE} if not wanted, as for the other two
 * @param ringFullNs nanoseconds at or above the full mark
 * @param stalledNs nanoseconds without a completion
 * @param drop whether lost payload fires
 * @param fault whether a refusal fires
 */
record Thresholds(long slowRequestNs, long ringFullNs, long stalledNs, boolean drop, boolean fault) {
    static final long NOT_WANTED = Long.MAX_VALUE;

    static Thresholds of(List<Trigger> triggers) {
        return new Thresholds(
                lowest(triggers, Condition.SLOW_REQUEST),
                lowest(triggers, Condition.RING_FULL),
                lowest(triggers, Condition.STALLED),
                lowest(triggers, Condition.DROP) != NOT_WANTED,
                lowest(triggers, Condition.FAULT) != NOT_WANTED);
    }

    private static long lowest(List<Trigger> triggers, Condition condition) {
        return triggers.stream()
                .filter(trigger -> trigger.condition() == condition)
                .mapToLong(Thresholds::saturatedNanos)
                .min()
                .orElse(NOT_WANTED);
    }

    private static long saturatedNanos(Trigger trigger) {
        try {
            return trigger.threshold().toNanos();
        } catch (ArithmeticException tooLong) {
            return NOT_WANTED - 1;
        }
    }

    boolean watchesRingFull() {
        return ringFullNs != NOT_WANTED;
    }

    boolean watchesStalls() {
        return stalledNs != NOT_WANTED;
    }
}
