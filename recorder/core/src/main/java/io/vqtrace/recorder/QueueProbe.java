package io.vqtrace.recorder;

import io.vqtrace.trace.Operation;
import io.vqtrace.trace.SuppressionReason;

/**
 * Records the data path of one virtqueue; got from {@link DeviceProbe#queue}.
 *
 * <p><b>Thread rule.</b> A queue has two sides, as the ring itself has. The <i>taking side</i> is {@code avail},
 * {@code pop}, {@code popBurst}, {@code kick} and {@code kickArm}; the <i>returning side</i> is {@code used},
 * {@code usedInOrder}, {@code usedBurst}, {@code returned}, {@code interrupt}, {@code interruptSuppressed} and
 * {@code interruptArm}. A backend serialises each side already and calls the probe inside that serialisation; the two
 * sides may run on different threads, and a side may move from thread to thread. A chain's {@code used} must come after its
 * {@code pop} by the backend's own hand-over. {@code drop} and {@code fault} may be called from any thread at any time.
 *
 * <p><b>Progress and cost.</b> No call throws, whatever its arguments, allocates after a thread's first event, does
 * input or output, or waits for the drain. A thread with a ring of its own never waits at all; threads beyond the
 * recorder's {@linkplain VirtioRecorderBuilder#threads pool} and virtual threads take turns at one ring. An event that
 * finds no memory is counted and lost, and the trace says how many and when. A call costs one reading of the clock and some
 * 20 ns (figures in {@code recorder/bench}); on a disabled recorder it is an empty method.
 *
 * <p>Numbers out of their column's range are stored by their low bits; {@link #UNKNOWN} stands for what the backend cannot
 * tell and is shown as null, never as zero.
 */
public abstract class QueueProbe {
    /** Stands for a number that the backend does not know. */
    public static final int UNKNOWN = -1;

    /** For the recorder's own probes only. */
    QueueProbe() {}

    /**
     * The device sees that the driver made chains available. Call it for each look at the ring that finds some, or never:
     * the time of a chain's publication is known if every chain was announced. Level {@code full} writes an AVAIL row.
     *
     * @param chains how many were newly seen, from 1
     * @param ringIndex the split ring's {@code avail.idx} (virtio 1.4 section 2.7.6) or the packed ring's next descriptor
     *     index, 0 to 65535, or {@link #UNKNOWN}
     */
    public abstract void avail(int chains, int ringIndex);

    /** An available buffer notification reached the device (virtio 1.4 section 2.3). */
    public abstract void kick();

    /**
     * An available buffer notification with data reached the device (virtio 1.4 section 2.9, NOTIFICATION_DATA).
     *
     * @param notificationData the notification's 32 bits as they came
     */
    public abstract void kick(int notificationData);

    /**
     * The device enables or disables kicks. Level {@code full} writes a row; the last value is remembered at each level.
     *
     * @param value what it wrote: {@code used.flags}, {@code avail_event} with EVENT_IDX (virtio 1.4 section 2.7.10), or the
     *     packed ring's device event suppression structure (section 2.8.10)
     */
    public abstract void kickArm(int value);

    /**
     * The device takes a chain of which it knows nothing more than its head.
     *
     * @param head the chain's descriptor id (split) or buffer id (packed), 0 to 65535
     */
    public final void pop(int head) {
        pop(head, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 0);
    }

    /**
     * The device takes a chain.
     *
     * @param head as for {@link #pop(int)}
     * @param descriptors entries of the ring that the chain occupies: 1 for an indirect one; or {@link #UNKNOWN}
     * @param outBytes bytes of the device-readable buffers, up to 2^32 - 1, or {@link #UNKNOWN}
     * @param inBytes bytes of the device-writable buffers, up to 2^32 - 1, or {@link #UNKNOWN}
     */
    public final void pop(int head, int descriptors, long outBytes, long inBytes) {
        pop(head, descriptors, outBytes, inBytes, UNKNOWN, 0);
    }

    /**
     * The device takes a chain and knows what it asks for. Level {@code full} writes a POP row; at level {@code requests}
     * the chain's USED row tells its POP.
     *
     * @param head as for {@link #pop(int)}
     * @param descriptors as for {@link #pop(int, int, long, long)}
     * @param outBytes as for {@link #pop(int, int, long, long)}
     * @param inBytes as for {@link #pop(int, int, long, long)}
     * @param operation {@link Operation#code()}, or {@link #UNKNOWN}: then {@code argument} is not observed either
     * @param argument the operation's argument: the first sector of a block request
     */
    public abstract void pop(int head, int descriptors, long outBytes, long inBytes, int operation, long argument);

    /**
     * The device takes several chains at one look, in ring order; the clock is read once. Arrays are only read and may be
     * reused.
     *
     * @param count how many chains: the first {@code count} elements of each array
     * @param heads their heads, as for {@link #pop(int)}
     * @param descriptors their ring entries, or null if unknown
     * @param outBytes their device-readable bytes as unsigned numbers, or null if unknown
     * @param inBytes their device-writable bytes as unsigned numbers, or null if unknown
     */
    public abstract void popBurst(int count, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes);

    /**
     * The device returns a chain, its answer's status unknown or none.
     *
     * @param head as given to {@code pop}
     * @param usedBytes the used element's {@code len} (virtio 1.4 section 2.7.8), or {@link #UNKNOWN}
     */
    public final void used(int head, int usedBytes) {
        used(head, usedBytes, UNKNOWN);
    }

    /**
     * The device returns a chain: writes the request's record. A chain whose {@code pop} was not recorded gives a record
     * without a past.
     *
     * @param head as given to {@code pop}
     * @param usedBytes as for {@link #used(int, int)}
     * @param status the answer's status byte, 0 to 255, or {@link #UNKNOWN}
     */
    public abstract void used(int head, int usedBytes, int status);

    /**
     * The device returns a batch of chains by one used element (virtio 1.4 section 2.7.9, IN_ORDER): writes one record for
     * each chain, in the order in which they were taken.
     *
     * @param firstHead head of the first chain of the batch, the oldest that was taken and not yet used
     * @param chains how many chains, from 1
     */
    public abstract void usedInOrder(int firstHead, int chains);

    /**
     * The device returns several chains at once; the clock is read once. Arrays are only read and may be reused.
     *
     * @param count how many chains: the first {@code count} elements of each array
     * @param heads their heads
     * @param usedBytes the used elements' {@code len}, or null if unknown
     */
    public abstract void usedBurst(int count, int[] heads, int[] usedBytes);

    /**
     * The device gives a chain back unserved, so that it will be taken again: its record ends as {@code returned}.
     *
     * @param head as given to {@code pop}
     */
    public abstract void returned(int head);

    /**
     * The device notifies the driver of used buffers (virtio 1.4 section 2.3). The row tells how many completions the
     * notification delivers, those held back by moderation included, and the age of the oldest.
     *
     * @param vector MSI-X vector, or {@link #UNKNOWN}
     */
    public abstract void interrupt(int vector);

    /**
     * The device decided not to notify the driver of the completions since its last decision. Of a delay it will be told
     * later by an interrupt; in the other cases the driver did not want to be told of them. Where nothing was completed
     * since the last decision, the call is about the completions that are delayed.
     *
     * @param reason {@link SuppressionReason#code()}
     */
    public abstract void interruptSuppressed(int reason);

    /**
     * The device observes a new value by which the driver suppresses notifications. Level {@code full} writes a row; the
     * last value is remembered at each level.
     *
     * @param value {@code avail.flags}, {@code used_event} with EVENT_IDX (virtio 1.4 section 2.7.7), or the packed ring's
     *     driver event suppression structure (section 2.8.10)
     */
    public abstract void interruptArm(int value);

    /**
     * Payload was lost: no receive buffer, or a full backend.
     *
     * @param packets how many packets or messages
     * @param bytes their bytes
     */
    public abstract void drop(int packets, long bytes);

    /**
     * The backend refused what the driver did.
     *
     * @param reason {@link io.vqtrace.trace.FaultReason#code()}
     */
    public abstract void fault(int reason);
}
