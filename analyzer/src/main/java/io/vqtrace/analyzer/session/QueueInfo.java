package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.QueueKey;

/**
 * A queue of the trace in its last configuration.
 *
 * @param key device and index
 * @param role role after the virtio specification, null if the device's type is unknown
 * @param supply whether the driver parks buffers here for the device
 * @param ring {@code split}, {@code packed} or {@code unknown}
 * @param size ring size in descriptors, null if unknown
 * @param maxSize the device's maximum, null if unknown
 * @param vector MSI-X vector, null if unknown
 * @param indirect whether indirect descriptors were accepted, null if unknown
 */
public record QueueInfo(
        QueueKey key,
        String role,
        boolean supply,
        String ring,
        Integer size,
        Integer maxSize,
        Integer vector,
        Boolean indirect) {
    /**
     * Returns the kind as views and reports show it.
     *
     * @return {@code request} or {@code supply}
     */
    public String kind() {
        return supply ? "supply" : "request";
    }
}
