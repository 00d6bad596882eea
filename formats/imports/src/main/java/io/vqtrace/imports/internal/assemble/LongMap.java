package io.vqtrace.imports.internal.assemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A map from {@code long} keys that boxes nothing on look-up, and keeps the order of insertion. Not thread-safe. */
final class LongMap<V> {
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private int[] slots = new int[64];
    private long[] keys = new long[16];
    private final List<V> values = new ArrayList<>();

    /** Returns the value of a key, or null. */
    V get(long key) {
        int mask = slots.length - 1;
        int slot = slotOf(key, mask);
        while (true) {
            int index = slots[slot] - 1;
            if (index < 0) {
                return null;
            }
            if (keys[index] == key) {
                return values.get(index);
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Adds a key that the map does not hold. */
    void add(long key, V value) {
        int index = values.size();
        if (index == keys.length) {
            keys = Arrays.copyOf(keys, index * 2);
            slots = new int[index * 8];
            for (int i = 0; i < index; i++) {
                place(i);
            }
        }
        keys[index] = key;
        values.add(value);
        place(index);
    }

    private void place(int index) {
        int mask = slots.length - 1;
        int slot = slotOf(keys[index], mask);
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index + 1;
    }

    private static int slotOf(long key, int mask) {
        long mixed = key * MIX;
        return (int) (mixed >>> 32) & mask;
    }

    int size() {
        return values.size();
    }

    /** Returns the values in order of insertion. */
    List<V> values() {
        return Collections.unmodifiableList(values);
    }
}
