package io.vqtrace.analyzer.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A growing column of longs that never copies what it holds while it grows. Not thread-safe. */
public final class LongColumn {
    private static final int CHUNK = 1 << 14;

    private final List<long[]> full = new ArrayList<>();
    private long[] chunk = new long[16];
    private int used;

    /**
     * Appends a value.
     *
     * @param value any number
     */
    public void add(long value) {
        if (used == chunk.length) {
            grow();
        }
        chunk[used++] = value;
    }

    private void grow() {
        if (chunk.length < CHUNK) {
            chunk = Arrays.copyOf(chunk, Math.min(CHUNK, 4 * chunk.length));
        } else {
            full.add(chunk);
            chunk = new long[CHUNK];
            used = 0;
        }
    }

    /**
     * Returns how many values there are.
     *
     * @return from 0
     */
    public int size() {
        return full.size() * CHUNK + used;
    }

    /**
     * Returns the values in one array and forgets them.
     *
     * @return the values in the order in which they were added
     */
    public long[] drain() {
        long[] values = new long[size()];
        int at = 0;
        for (int i = 0; i < full.size(); i++) {
            System.arraycopy(full.get(i), 0, values, at, CHUNK);
            full.set(i, null); // Lets the collector have it before the next one is copied.
            at += CHUNK;
        }
        System.arraycopy(chunk, 0, values, at, used);
        full.clear();
        chunk = new long[0];
        used = 0;
        return values;
    }
}
