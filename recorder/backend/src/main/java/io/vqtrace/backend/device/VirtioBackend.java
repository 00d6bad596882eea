package io.vqtrace.backend.device;

import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A virtio device without its transport: features, configuration space, and a service for each queue.
 *
 * <p>A host drives it: {@link #attach} once, then {@link #accept} for each driver's negotiation, services while queues run,
 * {@link #reset} when the driver goes. All methods but the services are called by one thread at a time.
 */
public interface VirtioBackend extends AutoCloseable {
    /**
     * Returns the device's type.
     *
     * @return such as {@link DeviceType#NET}
     */
    DeviceType type();

    /**
     * Returns the device-specific features on offer; ring and transport features are the host's.
     *
     * @return bits 0 to 23 and 50 to 63 by number
     */
    long features();

    /**
     * Tells which features the driver accepted.
     *
     * @param features all bits, those of the ring among them
     */
    void accept(long features);

    /**
     * Returns the number of queues that the device has, optional ones included.
     *
     * @return from 1
     */
    int queues();

    /**
     * Hands over the queues, once, before any runs.
     *
     * @param queues by index, {@link #queues()} of them
     */
    default void attach(List<VirtQueue> queues) {}

    /**
     * Returns the service of a queue.
     *
     * @param queue its index
     * @return called whenever the queue may hold something, while it runs
     */
    QueueService service(int queue);

    /**
     * Tells which queues share a thread: those of the same group. By default each has its own.
     *
     * @param queue its index
     * @return a number of the caller's choice
     */
    default int group(int queue) {
        return queue;
    }

    /**
     * Reads the configuration space as it is now.
     *
     * @return little-endian, from its first byte to its last
     */
    ByteBuffer config();

    /**
     * Tells whether a vhost-user front end asks the device for the configuration space.
     *
     * @return false if it keeps that itself, as it does for a network device: it warns of a back end that offers its own
     */
    default boolean servesConfig() {
        return true;
    }

    /**
     * The driver writes into the configuration space.
     *
     * @param offset bytes from its start, inside it together with the value
     * @param value the bytes
     * @return false if the field cannot be written: the host records the refusal
     */
    default boolean writeConfig(int offset, ByteBuffer value) {
        return false;
    }

    /**
     * Tells whether requests that were in flight when a back end died are to be served by its successor.
     *
     * @return false if they may be lost, as frames may
     */
    default boolean restartable() {
        return true;
    }

    /** The device was reset or the driver is gone: no queue runs, and what was negotiated is forgotten. */
    default void reset() {}

    @Override
    default void close() throws IOException {}
}
