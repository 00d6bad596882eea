package io.vqtrace.analyzer.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment as {@code --from} and {@code --to} take it: {@code +1.5s} after the trace's first event (ns, us, ms, s, m
 * or h), ISO-8601 (UTC unless it names an offset), or nanoseconds since the Unix epoch.
 *
 * @param ns nanoseconds, since the epoch or since the start
 * @param fromStart true if {@code ns} counts from the trace's first event
 */
record TimePoint(long ns, boolean fromStart) {

    private static final Pattern OFFSET = Pattern.compile("\\+(\\d+(?:\\.\\d+)?)\\s*(ns|us|µs|ms|s|m|min|h)");
    private static final Pattern EPOCH_NS = Pattern.compile("\\d+");
    private static final Map<String, Long> UNIT_NS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    /**
     * @throws IllegalArgumentException if the text is none of the three, with a message for the user
     */
    static TimePoint parse(String text) {
        try {
            Matcher offset = OFFSET.matcher(text);
            if (offset.matches()) {
                BigDecimal ns =
                        new BigDecimal(offset.group(1)).multiply(BigDecimal.valueOf(UNIT_NS.get(offset.group(2))));
                return new TimePoint(ns.toBigInteger().longValueExact(), true);
            }
            if (EPOCH_NS.matcher(text).matches()) {
                return new TimePoint(Long.parseLong(text), false);
            }
            Instant instant = instant(text);
            long ns = Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
            return new TimePoint(ns, false);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time: use +1.5s (from the start), 2026-01-31T12:00:00Z or epoch nanoseconds",
                    e);
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noOffset) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    /**
     * The moment in nanoseconds since the epoch.
     *
     * @param startNs time of the trace's first event
     */
    long resolve(long startNs) {
        return fromStart ? Math.addExact(startNs, ns) : ns;
    }
}
