package io.vqtrace.backend.cli;

import io.vqtrace.recorder.Trigger;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A trigger of the flight recorder: {@code slow=50ms}, {@code ring-full=100ms}, {@code stalled}, {@code drop}, {@code fault}. */
final class TriggerConverter implements ITypeConverter<Trigger> {
    private static final Duration DEFAULT_STALL = Duration.ofMillis(500);

    @Override
    public Trigger convert(String text) {
        int equals = text.indexOf('=');
        String kind = equals < 0 ? text : text.substring(0, equals);
        Duration threshold = equals < 0 ? null : DurationConverter.parse(text.substring(equals + 1));
        try {
            return switch (kind) {
                case "slow" -> Trigger.slowRequest(needed(kind, threshold));
                case "ring-full" -> Trigger.ringFull(needed(kind, threshold));
                case "stalled" -> Trigger.stalled(threshold == null ? DEFAULT_STALL : threshold);
                case "drop" -> without(kind, threshold, Trigger.drop());
                case "fault" -> without(kind, threshold, Trigger.fault());
                default ->
                    throw new TypeConversionException("'" + kind
                            + "' is no trigger: use slow=50ms, ring-full=100ms, stalled=500ms, drop or fault");
            };
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage());
        }
    }

    private static Duration needed(String kind, Duration threshold) {
        if (threshold == null) {
            throw new TypeConversionException("'" + kind + "' needs a time, such as " + kind + "=50ms");
        }
        return threshold;
    }

    private static Trigger without(String kind, Duration threshold, Trigger trigger) {
        if (threshold != null) {
            throw new TypeConversionException("'" + kind + "' takes no time");
        }
        return trigger;
    }
}
