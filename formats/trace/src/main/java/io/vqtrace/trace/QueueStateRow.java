package io.vqtrace.trace;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One row of the queue states table: what a recorder remembers of a queue when it looks, whatever of it is still told by an
 * event. Of a trace whose events begin late it is the only thing that tells how the queue came to stand.
 *
 * @param device id of the device, 0 to 65535
 * @param queue queue index of the device, 0 to 65535
 * @param ts time of the look, nanoseconds since the Unix epoch
 * @param values what is known; unmodifiable, without nulls
 */
public record QueueStateRow(int device, int queue, long ts, Map<StateColumn, Long> values) {
    /** Checks ranges and copies the values. */
    public QueueStateRow {
        Ranges.requireUnsignedShort("device", device);
        Ranges.requireUnsignedShort("queue", queue);
        EnumMap<StateColumn, Long> copy = new EnumMap<>(StateColumn.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Returns what is known of one aspect.
     *
     * @param column which one
     * @return the value, or null if it was not observed
     */
    public Long get(StateColumn column) {
        return values.get(column);
    }

    /**
     * Tells whether a time or another value is known.
     *
     * @param column which one
     * @return false if it was not observed
     */
    public boolean knows(StateColumn column) {
        return values.containsKey(column);
    }
}
