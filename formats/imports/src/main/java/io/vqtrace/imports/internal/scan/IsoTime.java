package io.vqtrace.imports.internal.scan;

/**
 * An ISO-8601 time at the start of a line, as {@code g_date_time_format_iso8601} prints it:
 * {@code 2025-07-10T12:34:56.789012Z}. Zero to nine fractional digits and numeric offsets are understood too.
 */
final class IsoTime {
    /** There is no such time. */
    static final int ABSENT = -1;

    private static final long NANOS = 1_000_000_000L;
    private static final int SECONDS_LENGTH = 19;

    private boolean cached;
    private long first;
    private long second;
    private long third;
    private long base;
    private long time;

    /**
     * Parses a time that is followed by a space.
     *
     * @return index of the character behind the space, or {@link #ABSENT}
     */
    int parse(byte[] text, int from) {
        if (cached
                && Bytes.word(text, from) == first
                && Bytes.word(text, from + 8) == second
                && (Bytes.word(text, from + 16) & Bytes.lowBytes(3)) == third
                && text[from + SECONDS_LENGTH] == '.') {
            int micros = Bytes.sixDigits(text, from + SECONDS_LENGTH + 1);
            if (micros >= 0 && text[from + 26] == 'Z' && text[from + 27] == ' ') {
                time = base + micros * 1000L;
                return from + 28;
            }
        }
        return parseAnew(text, from);
    }

    private int parseAnew(byte[] text, int from) {
        // Digits first: nearly every line that is no time is told by its first four characters.
        if (!digits(text, from, 4)
                || text[from + 4] != '-'
                || !digits(text, from + 5, 2)
                || text[from + 7] != '-'
                || !digits(text, from + 8, 2)
                || text[from + 10] != 'T'
                || !digits(text, from + 11, 2)
                || text[from + 13] != ':'
                || !digits(text, from + 14, 2)
                || text[from + 16] != ':'
                || !digits(text, from + 17, 2)) {
            return ABSENT;
        }
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int seconds = number(text, from + 17, 2);
        if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || seconds > 60) {
            return ABSENT;
        }
        long days = daysSinceEpoch(number(text, from, 4), month, day);
        long epochSeconds = days * 86_400 + hour * 3600L + minute * 60L + seconds;
        int at = from + SECONDS_LENGTH;
        long nanos = 0;
        if (text[at] == '.' || text[at] == ',') {
            long unit = NANOS;
            for (at++; Bytes.isDigit(text[at]); at++) {
                unit /= 10;
                nanos += (text[at] - '0') * unit;
            }
        }
        boolean utc = text[at] == 'Z';
        if (utc) {
            at++;
        } else if (text[at] == '+' || text[at] == '-') {
            int sign = text[at++] == '+' ? 1 : -1;
            if (!digits(text, at, 2)) {
                return ABSENT;
            }
            int offset = number(text, at, 2) * 60;
            at += text[at + 2] == ':' ? 3 : 2;
            if (digits(text, at, 2)) {
                offset += number(text, at, 2);
                at += 2;
            }
            epochSeconds -= sign * offset * 60L;
        }
        if (text[at] != ' ' || Math.abs(epochSeconds) > Long.MAX_VALUE / NANOS - 1) {
            return ABSENT;
        }
        base = epochSeconds * NANOS;
        time = base + nanos;
        cached = utc;
        first = Bytes.word(text, from);
        second = Bytes.word(text, from + 8);
        third = Bytes.word(text, from + 16) & Bytes.lowBytes(3);
        return at + 1;
    }

    private static boolean digits(byte[] text, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (!Bytes.isDigit(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] text, int from, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + text[from + i] - '0';
        }
        return value;
    }

    /** Days from 1970-01-01 in the proleptic Gregorian calendar; the year is counted from March. */
    private static long daysSinceEpoch(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /** Returns the time of the last line that was parsed, nanoseconds since the Unix epoch. */
    long time() {
        return time;
    }
}
