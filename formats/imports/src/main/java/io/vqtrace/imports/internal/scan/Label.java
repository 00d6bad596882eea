package io.vqtrace.imports.internal.scan;

/** A label as it stands before a value, with the blanks around it and the {@code 0x} of a pointer; up to 16 characters. */
final class Label {
    final int length;
    private final long first;
    private final long firstMask;
    private final long second;
    private final long secondMask;

    Label(String label) {
        length = label.length();
        if (length > 2 * Long.BYTES) {
            throw new IllegalArgumentException("too long: " + label);
        }
        first = word(label, 0);
        firstMask = mask(length);
        second = word(label, Long.BYTES);
        secondMask = mask(length - Long.BYTES);
    }

    private static long word(String label, int from) {
        long word = 0;
        for (int i = from; i < Math.min(label.length(), from + Long.BYTES); i++) {
            word |= (long) label.charAt(i) << (i - from << 3);
        }
        return word;
    }

    private static long mask(int length) {
        return length >= Long.BYTES ? -1 : Bytes.lowBytes(Math.max(0, length));
    }

    /** Tells whether the label stands at a place. */
    boolean at(byte[] text, int from) {
        return (Bytes.word(text, from) & firstMask) == first
                && (Bytes.word(text, from + Long.BYTES) & secondMask) == second;
    }
}
