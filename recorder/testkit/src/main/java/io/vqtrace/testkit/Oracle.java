package io.vqtrace.testkit;

import java.util.List;

/**
 * What a run did, to hold a recorder's or an analyzer's numbers against.
 *
 * @param queues counts of each queue, by index
 * @param startNanos the testbed's clock at the first step
 * @param endNanos and after the last one
 * @param stalled whether the run ended with requests outstanding and nothing under way that could complete them
 * @param violated whether the requested violation took place; false if none was requested
 * @param stallNanos the testbed's clock when the requested {@link Stall} had its first effect; {@link #NO_STALL} if it had
 *     none yet, or none was requested
 */
public record Oracle(
        List<QueueCounts> queues, long startNanos, long endNanos, boolean stalled, boolean violated, long stallNanos) {
    /** Stands for the time of a stall that did not begin. */
    public static final long NO_STALL = -1;

    /** Copies the list. */
    public Oracle {
        queues = List.copyOf(queues);
    }

    /**
     * Returns the counts of a queue.
     *
     * @param index the queue's index
     * @return its counts
     */
    public QueueCounts queue(int index) {
        return queues.get(index);
    }

    /**
     * Returns the chains that the driver took back, of all queues.
     *
     * @return from 0
     */
    public long completed() {
        return queues.stream().mapToLong(QueueCounts::completed).sum();
    }

    /**
     * Returns what the device refused, on all queues.
     *
     * @return from 0
     */
    public long faults() {
        return queues.stream().mapToLong(QueueCounts::faults).sum();
    }
}
