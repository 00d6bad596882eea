package io.vqtrace.backend.queue;

import java.time.Duration;

/**
 * How a host runs its device's queues.
 *
 * @param maxSize largest number of ring entries that a driver may choose, a power of two up to 32768
 * @param packed whether packed rings are offered
 * @param eventIdx whether VIRTIO_F_EVENT_IDX is offered
 * @param inOrder whether VIRTIO_F_IN_ORDER is offered
 * @param sharedThread whether one thread serves all queues; else each group of queues has its own
 * @param poll how long a thread polls idle queues before it waits for a kick
 * @param moderation how interrupts are held back from the start
 */
public record QueueOptions(
        int maxSize,
        boolean packed,
        boolean eventIdx,
        boolean inOrder,
        boolean sharedThread,
        Duration poll,
        Moderation moderation) {
    /** Rings of up to 1024 entries with everything on offer, a thread for each group, 20 µs of polling, no moderation. */
    public static final QueueOptions DEFAULT =
            new QueueOptions(1024, true, true, true, false, Duration.ofNanos(20_000), Moderation.NONE);

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is no power of two up to 32768, or the time is negative
     */
    public QueueOptions {
        if (maxSize < 1 || maxSize > 1 << 15 || Integer.bitCount(maxSize) != 1) {
            throw new IllegalArgumentException("queue size " + maxSize + " is not a power of two up to 32768");
        }
        if (poll.isNegative()) {
            throw new IllegalArgumentException("polling time " + poll + " is negative");
        }
    }
}
