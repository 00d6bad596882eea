package io.vqtrace.trace;

/** Range checks of row fields. */
final class Ranges {
    private static final int MAX_UNSIGNED_SHORT = 0xffff;

    private Ranges() {}

    static void requireUnsignedShort(String field, int value) {
        if (value < 0 || value > MAX_UNSIGNED_SHORT) {
            throw new IllegalArgumentException(field + " " + value + " is not in 0.." + MAX_UNSIGNED_SHORT);
        }
    }
}
