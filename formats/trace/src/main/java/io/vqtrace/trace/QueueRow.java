package io.vqtrace.trace;

/**
 * One row of the queues table: a configuration of a queue, valid from {@code ts} until the next row of that queue.
 *
 * @param device id of the device, 0 to 65535
 * @param queue queue index of the device, 0 to 65535
 * @param role the queue's role by its device type ({@code requestq}, {@code rx0}, {@code controlq}), or null
 * @param kind {@code request} (the driver waits for completion) or {@code supply} (the driver parks buffers)
 * @param ring {@code split}, {@code packed} or {@code unknown}
 * @param size number of ring entries in use, or null
 * @param maxSize largest size that the device offers, or null
 * @param vector MSI-X vector of the queue, or null
 * @param descAddr guest address of the descriptor area, unsigned, or null
 * @param driverAddr guest address of the driver area (split: the available ring), unsigned, or null
 * @param deviceAddr guest address of the device area (split: the used ring), unsigned, or null
 * @param ts time of the configuration, nanoseconds since the Unix epoch, or null
 * @param source who says so: {@code log}, {@code facts} or {@code recorder}
 */
public record QueueRow(
        int device,
        int queue,
        String role,
        String kind,
        String ring,
        Integer size,
        Integer maxSize,
        Integer vector,
        Long descAddr,
        Long driverAddr,
        Long deviceAddr,
        Long ts,
        String source) {
    /** Checks ranges. */
    public QueueRow {
        Ranges.requireUnsignedShort("device", device);
        Ranges.requireUnsignedShort("queue", queue);
    }
}
