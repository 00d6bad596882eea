package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.Trigger;
import io.vqtrace.recorder.Trigger.Kind;
import java.util.List;

/**
 * The recorder's triggers as numbers: of several of the same kind the lowest threshold counts.
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
                lowest(triggers, Kind.SLOW_REQUEST),
                lowest(triggers, Kind.RING_FULL),
                lowest(triggers, Kind.STALLED),
                lowest(triggers, Kind.DROP) != NOT_WANTED,
                lowest(triggers, Kind.FAULT) != NOT_WANTED);
    }

    private static long lowest(List<Trigger> triggers, Kind kind) {
        return triggers.stream()
                .filter(trigger -> trigger.kind() == kind)
                .mapToLong(Trigger::thresholdNanos)
                .min()
                .orElse(NOT_WANTED);
    }

    boolean watchesRingFull() {
        return ringFullNs != NOT_WANTED;
    }

    boolean watchesStalls() {
        return stalledNs != NOT_WANTED;
    }
}
