package io.vqtrace.imports.internal.scan;

/**
 * The prefix {@code TID@SEC.USEC:} that QEMU's log backend printed with {@code -msg timestamp=on} until July 2025.
 *
 * <p>Consecutive lines mostly share thread and second, so that comparing three words and converting six digits is all
 * that a line costs.
 */
final class ClassicPrefix {
    /** The line does not start with this prefix. */
    static final int ABSENT = -1;
    /** The line starts with {@code digits@digit}, but the prefix is damaged. */
    static final int DAMAGED = -2;

    private static final long NANOS = 1_000_000_000L;
    /** Later seconds would overflow nanoseconds since the epoch. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

    private static final int MAX_CACHED = 24;

    private int cached;
    private long first;
    private long second;
    private long third;
    private long thirdMask;
    private long base;
    private long thread;
    private long time;

    /**
     * Parses the prefix.
     *
     * @return index of the character behind the colon, {@link #ABSENT} or {@link #DAMAGED}
     */
    int parse(byte[] text, int from) {
        int length = cached;
        if (length != 0
                && Bytes.word(text, from) == first
                && Bytes.word(text, from + 8) == second
                && (Bytes.word(text, from + 16) & thirdMask) == third) {
            int at = from + length;
            int micros = Bytes.sixDigits(text, at);
            if (micros >= 0 && text[at + 6] == ':') {
                time = base + micros * 1000L;
                return at + 7;
            }
        }
        return parseAnew(text, from);
    }

    private int parseAnew(byte[] text, int from) {
        int at = from;
        long tid = 0;
        while (Bytes.isDigit(text[at]) && at - from < 18) {
            tid = tid * 10 + text[at++] - '0';
        }
        if (at == from || text[at] != '@' || !Bytes.isDigit(text[at + 1])) {
            return ABSENT;
        }
        at++;
        long seconds = 0;
        while (Bytes.isDigit(text[at])) {
            seconds = seconds * 10 + text[at++] - '0';
            if (seconds > MAX_SECONDS) {
                return DAMAGED;
            }
        }
        if (text[at] != '.') {
            return DAMAGED;
        }
        int fraction = ++at;
        long nanos = 0;
        long unit = NANOS;
        while (Bytes.isDigit(text[at])) {
            unit /= 10;
            nanos += (text[at++] - '0') * unit;
        }
        if (at == fraction || text[at] != ':') {
            return DAMAGED;
        }
        thread = tid;
        base = seconds * NANOS;
        time = base + nanos;
        remember(text, from, fraction - from);
        return at + 1;
    }

    private void remember(byte[] text, int from, int length) {
        cached = 0;
        if (length >= 16 && length < MAX_CACHED) {
            cached = length;
            first = Bytes.word(text, from);
            second = Bytes.word(text, from + 8);
            thirdMask = Bytes.lowBytes(length - 16);
            third = Bytes.word(text, from + 16) & thirdMask;
        }
    }

    /** Returns the thread id of the last line that was parsed. */
    long thread() {
        return thread;
    }

    /** Returns the time of the last line that was parsed, nanoseconds since the Unix epoch. */
    long time() {
        return time;
    }
}
