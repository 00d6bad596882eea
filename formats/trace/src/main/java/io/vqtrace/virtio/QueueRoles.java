package io.vqtrace.virtio;

/**
 * The role of a device's queue by its index (the sections "Virtqueues" of virtio 1.4 chapter 5).
 *
 * <p>Names are those of the specification, with two exceptions: the queues of a network device are {@code rx0},
 * {@code tx0}, {@code rx1} and so on, numbered from 0 as everywhere in Linux and QEMU; queues to which the
 * specification gives no name of their own ("request queues") are called {@code requestq1}, {@code requestq2} and so
 * on, as those of a block device.
 *
 * <p>Which queue stands at an index can depend on how many queues the device has and on its features. What is not
 * known is assumed to be as in the simplest device: one pair of network queues, no optional queue in between.
 */
public final class QueueRoles {
    private QueueRoles() {}

    /**
     * Finds the role of a queue of a device about which nothing else is known.
     *
     * @param type the device's type, or null if unknown
     * @param queue the queue's index, from 0
     * @return the role, never null; {@code queue N} of kind request for an index that the type does not define
     */
    public static QueueRole of(DeviceType type, int queue) {
        return of(type, queue, null, null);
    }

    /**
     * Finds the role of a queue of a device whose number of queues may be known.
     *
     * @param type the device's type, or null if unknown
     * @param queue the queue's index, from 0
     * @param queueCount how many queues the device has (not how many the driver uses), or null if unknown
     * @return the role, never null; {@code queue N} of kind request for an index that the type does not define
     */
    public static QueueRole of(DeviceType type, int queue, Integer queueCount) {
        return of(type, queue, queueCount, null);
    }

    /**
     * Finds the role of a queue of a device whose number of queues and features may be known.
     *
     * @param type the device's type, or null if unknown
     * @param queue the queue's index, from 0
     * @param queueCount how many queues the device has (not how many the driver uses), or null if unknown; not
     *     believed if the index is beyond it
     * @param features the negotiated features, or else the offered ones, or null if unknown
     * @return the role, never null; {@code queue N} of kind request for an index that the type does not define
     */
    public static QueueRole of(DeviceType type, int queue, Integer queueCount, FeatureSet features) {
        QueueLayout layout = QueueLayouts.of(type);
        Integer believed = queueCount != null && queue < queueCount ? queueCount : null;
        QueueRole role = layout == null || queue < 0 ? null : layout.role(queue, believed, features);
        return role == null ? QueueRole.request("queue " + queue) : role;
    }
}
