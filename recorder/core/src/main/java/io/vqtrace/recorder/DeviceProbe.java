package io.vqtrace.recorder;

/**
 * Records one device: what driver and device negotiate, and through {@link #queue} its data path. Got from
 * {@link VirtioRecorder#device}.
 *
 * <p>The calls of this class may come from any thread. Like those of a {@link QueueProbe} they never throw, wait or do
 * input or output; those that write a negotiation step allocate nothing. Steps that come faster than the drain thread takes
 * them are counted and lost.
 */
public abstract class DeviceProbe {
    /** Stands for a number that the backend does not know. */
    public static final int UNKNOWN = QueueProbe.UNKNOWN;

    /** For the recorder's own probes only. */
    DeviceProbe() {}

    /**
     * Returns the probe of a queue, made on the first call: not for the data path.
     *
     * @param index the queue's index
     * @param maxSize largest number of ring entries that the queue can have; memory for as many requests in flight is set
     *     aside. If the recorder has none left, requests of the queue are recorded without their past, and the trace says so
     * @return the probe, the same for the same index
     */
    public abstract QueueProbe queue(int index, int maxSize);

    /**
     * The driver wrote the device status (virtio 1.4 section 2.1); 0 asks for a reset, of which {@link #deviceReset()} tells.
     *
     * @param status the bits as written
     */
    public abstract void status(int status);

    /**
     * The driver read the device status.
     *
     * @param status the bits that the device answered, or set by itself (DEVICE_NEEDS_RESET)
     */
    public abstract void statusRead(int status);

    /**
     * The device's feature bits became known: it offered them (virtio 1.4 section 2.2).
     *
     * @param low bits 0 to 63
     * @param high bits 64 to 127
     */
    public abstract void featuresOffered(long low, long high);

    /**
     * The driver wrote the feature bits that it accepts.
     *
     * @param low bits 0 to 63
     * @param high bits 64 to 127
     */
    public abstract void featuresAccepted(long low, long high);

    /**
     * A queue was set up and enabled. Writes a queue configuration and a negotiation step.
     *
     * @param queue the queue's index
     * @param packed whether its ring is packed
     * @param size entries in use
     * @param maxSize entries at most, or {@link #UNKNOWN}
     * @param vector MSI-X vector, or {@link #UNKNOWN}
     * @param descAddr guest address of the descriptor area
     * @param driverAddr guest address of the driver area
     * @param deviceAddr guest address of the device area
     */
    public abstract void queueConfigured(
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr);

    /**
     * A single queue was reset (virtio 1.4 section 2.6.1): its requests in flight end as {@code reset}. Call it inside the
     * serialisation of both sides of the queue.
     *
     * @param queue the queue's index
     */
    public abstract void queueReset(int queue);

    /**
     * The device was reset (virtio 1.4 section 2.4): the requests in flight of all its queues end as {@code reset}. Call it
     * while no queue is served.
     */
    public abstract void deviceReset();

    /**
     * The driver read its configuration space.
     *
     * @param offset bytes from the start of the device-specific configuration
     * @param width bytes read: 1, 2, 4 or 8
     * @param value what it read
     */
    public abstract void configRead(int offset, int width, long value);

    /**
     * The driver wrote the configuration space.
     *
     * @param offset bytes from the start of the device-specific configuration
     * @param width bytes written: 1, 2, 4 or 8
     * @param value what it wrote
     */
    public abstract void configWrite(int offset, int width, long value);

    /**
     * The device changed its configuration and notified the driver of it (virtio 1.4 section 2.3). Writes a negotiation step
     * and an interrupt of the whole device.
     *
     * @param vector MSI-X vector of configuration changes, or {@link #UNKNOWN}
     */
    public abstract void configChanged(int vector);

    /**
     * The driver set notification coalescing (virtio 1.4 section 5.1.9.5.10). Written as {@code maxPackets × 2^32 + maxUsecs}.
     *
     * @param queue the queue's index, or {@link #UNKNOWN} for all queues of a direction
     * @param receive whether it concerns receive queues
     * @param maxPackets completions that one notification may collect
     * @param maxUsecs microseconds that the oldest of them may wait
     */
    public abstract void coalescingSet(int queue, boolean receive, int maxPackets, int maxUsecs);
}
