package io.vqtrace.analyzer.sweep;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Sorts event times, which arrive nearly in order: each is misplaced by no more than the queue's depth. */
public final class NearlySorted {
    /** Moves per element after which insertion is given up as not worth it. */
    private static final int MOVES_PER_ELEMENT = 24;

    private NearlySorted() {}

    /**
     * Sorts times.
     *
     * @param values sorted in place, ascending
     */
    public static void sort(long[] values) {
        long budget = (long) values.length * MOVES_PER_ELEMENT;
        for (int i = 1; i < values.length; i++) {
            long value = values[i];
            if (values[i - 1] <= value) {
                continue;
            }
            int at = i;
            while (at > 0 && values[at - 1] > value) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
            budget -= i - at;
            if (budget < 0) {
                Arrays.sort(values);
                return;
            }
        }
    }

    /**
     * Sorts keys and moves each payload along with its key; equal keys keep their order.
     *
     * @param keys sorted in place, ascending
     * @param payload as long as the keys
     */
    public static void sort(long[] keys, long[] payload) {
        long budget = (long) keys.length * MOVES_PER_ELEMENT;
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            if (keys[i - 1] <= key) {
                continue;
            }
            long carried = payload[i];
            int at = i;
            while (at > 0 && keys[at - 1] > key) {
                keys[at] = keys[at - 1];
                payload[at] = payload[at - 1];
                at--;
            }
            keys[at] = key;
            payload[at] = carried;
            budget -= i - at;
            if (budget < 0) {
                sortByIndex(keys, payload);
                return;
            }
        }
    }

    private static void sortByIndex(long[] keys, long[] payload) {
        long[] oldKeys = keys.clone();
        long[] oldPayload = payload.clone();
        int[] order = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> oldKeys[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            keys[i] = oldKeys[order[i]];
            payload[i] = oldPayload[order[i]];
        }
    }
}
