package io.vqtrace.imports.internal.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Words found in text, interned by their bytes, each with a counter.
 *
 * <p>Finding a word that is known costs one pass over its bytes, eight at a time, and allocates nothing. The number of
 * words is bounded; what comes after that is left to the caller. Not thread-safe.
 */
final class NameTable {
    /** A longer word is not looked for. */
    static final int MAX_LENGTH = 120;

    /** {@link #find} did not know the word. */
    static final int UNKNOWN = -1;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final int limit;
    private int[] slots = new int[256];
    private long[] hashes = new long[64];
    private String[] names = new String[64];
    private byte[][] bytes = new byte[64][];
    private long[] counts = new long[64];
    private int size;
    private int end;
    private long hash;

    /**
     * Makes an empty table.
     *
     * @param limit largest number of words
     */
    NameTable(int limit) {
        this.limit = limit;
    }

    /**
     * Looks for the word that starts at {@code from} and ends before the next blank or control character.
     *
     * @return its index, or {@link #UNKNOWN}; {@link #end()} then tells where it ends
     */
    int find(byte[] text, int from) {
        long mixed = 0;
        int at = from;
        long word;
        long blanks;
        while (true) {
            word = Bytes.word(text, at);
            blanks = Bytes.blanks(word);
            if (blanks != 0) {
                break;
            }
            mixed = (mixed ^ word) * MIX;
            mixed ^= mixed >>> 29;
            at += Long.BYTES;
        }
        int rest = Long.numberOfTrailingZeros(blanks) >>> 3;
        mixed = (mixed ^ (word & Bytes.lowBytes(rest))) * MIX;
        mixed ^= mixed >>> 32;
        end = at + rest;
        hash = mixed;
        return lookUp(text, from, end);
    }

    /**
     * Looks for a word whose end is known.
     *
     * @return its index, or {@link #UNKNOWN}
     */
    int find(byte[] text, int from, int to) {
        end = to;
        hash = hashOf(text, from, to);
        return lookUp(text, from, to);
    }

    private static long hashOf(byte[] text, int from, int to) {
        long mixed = 0;
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            mixed = (mixed ^ Bytes.word(text, at)) * MIX;
            mixed ^= mixed >>> 29;
        }
        mixed = (mixed ^ (Bytes.word(text, at) & Bytes.lowBytes(to - at))) * MIX;
        return mixed ^ (mixed >>> 32);
    }

    private int lookUp(byte[] text, int from, int to) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (true) {
            int index = slots[slot] - 1;
            if (index < 0) {
                return UNKNOWN;
            }
            if (hashes[index] == hash && equal(bytes[index], text, from, to)) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static boolean equal(byte[] known, byte[] text, int from, int to) {
        int length = to - from;
        if (known.length != length + Bytes.PADDING) {
            return false;
        }
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            if (Bytes.word(known, i) != Bytes.word(text, from + i)) {
                return false;
            }
        }
        return ((Bytes.word(known, i) ^ Bytes.word(text, from + i)) & Bytes.lowBytes(length - i)) == 0;
    }

    /** Returns where the word of the last {@link #find} ends: the index of the character behind it. */
    int end() {
        return end;
    }

    /**
     * Adds the word that the last {@link #find} did not know.
     *
     * @return its index, or {@link #UNKNOWN} if the table is full
     */
    int add(byte[] text, int from) {
        if (size == limit) {
            return UNKNOWN;
        }
        if (size == names.length) {
            grow();
        }
        int index = size++;
        int length = end - from;
        hashes[index] = hash;
        names[index] = new String(text, from, length, StandardCharsets.ISO_8859_1);
        bytes[index] = Arrays.copyOf(Arrays.copyOfRange(text, from, end), length + Bytes.PADDING);
        place(index);
        return index;
    }

    /** Adds a word that the table does not hold yet. */
    int add(String name) {
        byte[] text = Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), name.length() + Bytes.PADDING);
        if (find(text, 0, name.length()) != UNKNOWN) {
            throw new IllegalArgumentException("twice: " + name);
        }
        return add(text, 0);
    }

    private void place(int index) {
        int mask = slots.length - 1;
        int slot = (int) hashes[index] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index + 1;
    }

    private void grow() {
        int capacity = names.length * 2;
        hashes = Arrays.copyOf(hashes, capacity);
        names = Arrays.copyOf(names, capacity);
        bytes = Arrays.copyOf(bytes, capacity);
        counts = Arrays.copyOf(counts, capacity);
        slots = new int[capacity * 4];
        for (int i = 0; i < size; i++) {
            place(i);
        }
    }

    /** Returns the number of words. */
    int size() {
        return size;
    }

    /** Returns a word. */
    String name(int index) {
        return names[index];
    }

    /** Counts a word once more. */
    void count(int index) {
        counts[index]++;
    }

    /** Returns how often a word was counted. */
    long countOf(int index) {
        return counts[index];
    }
}
