package io.vqtrace.analyzer.negotiation;

/**
 * A queue as an attempt set it up. What the capture does not show is null.
 *
 * @param queue index
 * @param role role after the specification
 * @param ring {@code split} or {@code packed}
 * @param size ring size in descriptors
 * @param maxSize the device's maximum
 * @param vector MSI-X vector, 65535 for none
 * @param descAddr guest address of the descriptor area
 * @param driverAddr guest address of the driver area
 * @param deviceAddr guest address of the device area
 * @param ts when it was enabled, else first used, in nanoseconds since the epoch
 * @param source {@code log}, {@code facts} or {@code recorder}
 */
public record QueueSetup(
        int queue,
        String role,
        String ring,
        Integer size,
        Integer maxSize,
        Integer vector,
        Long descAddr,
        Long driverAddr,
        Long deviceAddr,
        Long ts,
        String source) {
    /** MSI-X vector of a queue that has none (virtio 1.4 section 4.1.5.1.3). */
    public static final int NO_VECTOR = 0xffff;

    /** Fills in from another description of the same set-up what this one does not know. */
    QueueSetup completedBy(QueueSetup other) {
        return new QueueSetup(
                queue,
                or(role, other.role),
                or(ring, other.ring),
                or(size, other.size),
                or(maxSize, other.maxSize),
                or(vector, other.vector),
                or(descAddr, other.descAddr),
                or(driverAddr, other.driverAddr),
                or(deviceAddr, other.deviceAddr),
                or(ts, other.ts),
                source);
    }

    QueueSetup withRole(String newRole) {
        return new QueueSetup(
                queue, newRole, ring, size, maxSize, vector, descAddr, driverAddr, deviceAddr, ts, source);
    }

    QueueSetup untimed() {
        return new QueueSetup(queue, role, ring, size, maxSize, vector, descAddr, driverAddr, deviceAddr, null, source);
    }

    private static <T> T or(T value, T otherwise) {
        return value != null ? value : otherwise;
    }
}
