package io.vqtrace.virtio;

/** How the queues of a device type are numbered. */
@FunctionalInterface
interface QueueLayout {
    /**
     * Finds the role of a queue.
     *
     * @param queue the queue's index, from 0
     * @param count how many queues the device has, more than the index, or null if unknown
     * @param features the device's features, or null if unknown
     * @return the role, or null if the type does not define the index
     */
    QueueRole role(int queue, Integer count, FeatureSet features);
}
