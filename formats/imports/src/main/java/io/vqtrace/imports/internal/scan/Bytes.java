package io.vqtrace.imports.internal.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Eight bytes at a time over text in a byte array.
 *
 * <p>All methods may look up to {@link #PADDING} bytes past the last character they are asked about, so that arrays are
 * allocated with that much room at the end.
 */
public final class Bytes {
    /** Bytes that an array must have behind its last line. */
    public static final int PADDING = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] HEX = new byte[256];

    static {
        Arrays.fill(HEX, (byte) -1);
        for (int i = 0; i < 16; i++) {
            HEX["0123456789abcdef".charAt(i)] = (byte) i;
            HEX["0123456789ABCDEF".charAt(i)] = (byte) i;
        }
    }

    private Bytes() {}

    /** Returns the eight bytes from {@code at}, the first of them in the low byte. */
    static long word(byte[] text, int at) {
        return (long) LONGS.get(text, at);
    }

    /** Sets the high bit of the first byte of {@code word} that is a control character or a space; later ones are unreliable. */
    static long blanks(long word) {
        return (word - 0x21 * ONES) & ~word & HIGHS;
    }

    /** Returns a mask of the {@code count} low bytes, 0 to 7. */
    static long lowBytes(int count) {
        return (1L << (count << 3)) - 1;
    }

    /** Returns the value of a hexadecimal digit, or -1. */
    static int hexDigit(byte character) {
        return HEX[character & 0xff];
    }

    /** Tells whether the character is one of 0 to 9. */
    static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** Returns the index of the first line feed at or after {@code from}; there must be one. */
    public static int lineEnd(byte[] text, int from) {
        int at = from;
        while (true) {
            long difference = word(text, at) ^ ('\n' * ONES);
            long found = (difference - ONES) & ~difference & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
    }

    /** Returns how many of a word's characters, from the first on, are lower-case hexadecimal digits. */
    static int hexLength(long word) {
        long low = word & ~HIGHS;
        // A byte's high bit is set by the first sum if it is at least the lower bound, by the second if it is above the
        // upper.
        long decimal = (low + (0x80 - '0') * ONES) & ~(low + (0x7f - '9') * ONES);
        long letter = (low + (0x80 - 'a') * ONES) & ~(low + (0x7f - 'f') * ONES);
        long other = ~((decimal | letter) & ~word) & HIGHS;
        return other == 0 ? Long.BYTES : Long.numberOfTrailingZeros(other) >>> 3;
    }

    /** Returns the value of the first {@code count} characters of a word, all hexadecimal digits. */
    static long hexValue(long word, int count) {
        long nibbles = ((word & 0x0f * ONES) + 9 * (word >>> 6 & ONES)) & 0x0f * ONES;
        long bytes = (nibbles << 4 | nibbles >>> 8) & 0x00ff00ff00ff00ffL;
        long shorts = (bytes << 8 | bytes >>> 16) & 0x0000ffff0000ffffL;
        long all = (shorts << 16 | shorts >>> 32) & 0xffffffffL;
        return all >>> ((Long.BYTES - count) << 2);
    }

    /**
     * Reads six decimal digits.
     *
     * @return their value, or -1 if one of the characters is not a digit
     */
    static int sixDigits(byte[] text, int at) {
        // The two bytes before the digits are replaced by zeros, so that all eight can be converted at once.
        long word = (word(text, at) << 16) | 0x3030;
        long zeros = '0' * ONES;
        if ((((word ^ zeros) | ((word + 0x06 * ONES) ^ zeros)) & (0xf0L * ONES)) != 0) {
            return -1;
        }
        long digits = word - zeros;
        digits = digits * 10 + (digits >>> 8);
        long value = ((digits & 0x000000ff000000ffL) * 0x000f424000000064L
                        + ((digits >>> 16) & 0x000000ff000000ffL) * 0x0000271000000001L)
                >>> 32;
        return (int) value;
    }
}
