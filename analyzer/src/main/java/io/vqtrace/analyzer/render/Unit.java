package io.vqtrace.analyzer.render;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a column holds, and so how its values read in text and on which side they line up. */
public enum Unit {
    /** Anything that reads as it is; a list reads as its elements, separated by commas. */
    TEXT(false) {
        @Override
        String format(Object value) {
            return value instanceof List<?> list
                    ? String.join(", ", list.stream().map(String::valueOf).toList())
                    : value.toString();
        }
    },
    /** A whole number of things. */
    COUNT(true) {
        @Override
        String format(Object value) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
    },
    /** An identifying number, such as a queue index: never grouped. */
    NUMBER(true) {
        @Override
        String format(Object value) {
            return value.toString();
        }
    },
    /** A mean or a quotient of counts. */
    RATIO(true) {
        @Override
        String format(Object value) {
            return Quantity.significant(((Number) value).doubleValue());
        }
    },
    /** A share from 0 to 1, read as a percentage. */
    SHARE(true) {
        @Override
        String format(Object value) {
            return String.format(Locale.ROOT, "%.1f %%", ((Number) value).doubleValue() * 100);
        }
    },
    /** Events per second. */
    PER_SECOND(true) {
        @Override
        String format(Object value) {
            return Quantity.significant(((Number) value).doubleValue()) + "/s";
        }
    },
    /** Nanoseconds of duration. */
    DURATION(true) {
        @Override
        String format(Object value) {
            return Quantity.duration(((Number) value).doubleValue());
        }
    },
    /** Bytes, read in powers of 1024. */
    BYTES(true) {
        @Override
        String format(Object value) {
            return Quantity.bytes(((Number) value).doubleValue());
        }
    },
    /** Nanoseconds since the Unix epoch, read as UTC. */
    TIME(false) {
        @Override
        String format(Object value) {
            long ns = ((Number) value).longValue();
            return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L))
                    .toString();
        }
    };

    /** What stands for a value that the capture could not observe. */
    public static final String UNOBSERVED = "—";

    private final boolean right;

    Unit(boolean right) {
        this.right = right;
    }

    abstract String format(Object value);

    /** True if values line up on their right side. */
    boolean alignsRight() {
        return right;
    }

    /**
     * The value as a person reads it.
     *
     * @param value a value of the kind that the unit documents, or null
     * @return {@link #UNOBSERVED} for null
     */
    public String text(Object value) {
        return value == null ? UNOBSERVED : format(value);
    }
}
