package io.vqtrace.testkit.internal.run;

import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.Timing;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.Workload;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;

/**
 * What a testbed was asked to be.
 *
 * @param seed of all random numbers
 * @param type network or block device
 * @param queues data queues of a block device, queue pairs of a network device
 * @param ringSize entries of each ring
 * @param features what the device offers and the driver wants
 * @param demanded feature bit that the device offers, and refuses a driver without it; {@link #NO_DEMAND} for none
 * @param transport how they meet
 * @param moderation of all data queues from DRIVER_OK on
 * @param serviceTime of a request
 * @param servers requests that the device works on at once, on each queue
 * @param batch completions that the device returns together
 * @param suppressKicks whether the device switches kicks off while it works
 * @param workload of each data queue
 * @param segments buffers into which the driver cuts a payload
 * @param policy when the driver wants interrupts
 * @param receiveRate packets per second that arrive for each receive queue, 0 for none
 * @param timing costs in virtual time
 * @param virtual whether time is virtual
 * @param times whether each request's times are kept
 * @param capacityBytes of the block device's disk
 * @param watchdog nanoseconds after which a device that does nothing looks at its rings by itself, 0 for never
 */
public record Settings(
        long seed,
        DeviceType type,
        int queues,
        int ringSize,
        FeatureSet features,
        int demanded,
        TransportKind transport,
        Moderation moderation,
        ServiceTime serviceTime,
        int servers,
        int batch,
        boolean suppressKicks,
        Workload workload,
        int segments,
        InterruptPolicy policy,
        double receiveRate,
        Timing timing,
        boolean virtual,
        boolean times,
        int capacityBytes,
        long watchdog) {
    /** The device takes any subset of what it offers. */
    public static final int NO_DEMAND = -1;

    /** VIRTIO_BLK_F_FLUSH. */
    public static final int BLK_FLUSH = 9;

    /** VIRTIO_BLK_F_MQ. */
    public static final int BLK_MQ = 12;

    /** VIRTIO_NET_F_CTRL_VQ. */
    public static final int NET_CTRL_VQ = 17;

    /** VIRTIO_NET_F_VQ_NOTF_COAL. */
    public static final int NET_VQ_NOTF_COAL = 52;

    /** VIRTIO_NET_F_NOTF_COAL. */
    public static final int NET_NOTF_COAL = 53;

    /** VIRTIO_F_INDIRECT_DESC. */
    public static final int INDIRECT_DESC = 28;

    /** VIRTIO_F_EVENT_IDX. */
    public static final int EVENT_IDX = 29;

    /** VIRTIO_F_VERSION_1. */
    public static final int VERSION_1 = 32;

    /** VIRTIO_F_RING_PACKED. */
    public static final int RING_PACKED = 34;

    /** VIRTIO_F_IN_ORDER. */
    public static final int IN_ORDER = 35;

    /** VIRTIO_F_NOTIFICATION_DATA. */
    public static final int NOTIFICATION_DATA = 38;

    /** VIRTIO_F_RING_RESET. */
    public static final int RING_RESET = 40;

    /** VIRTIO_F_SUSPEND. */
    public static final int SUSPEND = 43;

    /**
     * Tells whether it is a network device.
     *
     * @return false for a block device
     */
    public boolean net() {
        return type == DeviceType.NET;
    }

    /**
     * Returns the number of virtqueues, the control queue included.
     *
     * @return from 1
     */
    public int virtqueues() {
        return net() ? 2 * queues + (features.has(NET_CTRL_VQ) ? 1 : 0) : queues;
    }

    /**
     * Tells whether a queue receives packets.
     *
     * @param queue a queue's index
     * @return true for a receive queue of a network device
     */
    public boolean receives(int queue) {
        return net() && queue < 2 * queues && queue % 2 == 0;
    }

    /**
     * Tells whether a queue is the control queue.
     *
     * @param queue a queue's index
     * @return true for the last queue of a network device
     */
    public boolean controls(int queue) {
        return net() && queue == 2 * queues;
    }

    /**
     * Returns the time after a step.
     *
     * @param now before it
     * @param cost in virtual time
     * @return in real time {@code now}: there the step has taken its time already
     */
    public long after(long now, long cost) {
        return virtual ? now + cost : now;
    }
}
