package io.vqtrace.backend.protocol;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.trace.FaultReason;
import java.nio.ByteBuffer;

/**
 * A device with its queues, as the session of a front end drives it. Called by one thread, the connection's; arguments were
 * checked against the protocol, not against the rings' content.
 */
public interface DeviceHost {
    /** Stands for the device as a whole where a queue is named. */
    int NO_QUEUE = -1;

    /**
     * Returns the feature bits that the device offers: its own and the ring's, VERSION_1 included, without the bit of the
     * protocol (30). Asked for each time a front end asks.
     *
     * @return bits 0 to 63
     */
    long features();

    /**
     * The driver accepted features; may come again, also while queues run.
     *
     * @param features a part of those offered, without bit 30
     */
    void accept(long features);

    /**
     * The driver wrote the device status; 0 is followed by {@link #reset}. Not called where the front end did not negotiate
     * {@code VHOST_USER_PROTOCOL_F_STATUS}.
     *
     * @param status the bits as written
     */
    void status(int status);

    /**
     * Returns the device status: as written, with what the device set itself.
     *
     * @return the bits
     */
    int status();

    /** The device is to be as at first: no queue runs when it returns, every doorbell given to it is closed. */
    void reset();

    /**
     * Returns how many queues the device has.
     *
     * @return from 1 to 256
     */
    int queues();

    /**
     * Returns what the front end is told when it asks for the number of queues.
     *
     * @return that of the queues; of a network device, by custom, that of the pairs of queues
     */
    default int announcedQueues() {
        return queues();
    }

    /**
     * Returns the largest size that a queue may have.
     *
     * @return entries, a power of two
     */
    int maxQueueSize();

    /**
     * The front end's memory from now on. Queues that run go over to it before this returns: the memory given before may be
     * let go.
     *
     * @param memory the regions, perhaps none
     */
    void memory(GuestMemory memory);

    /**
     * Starts a queue, disabled unless {@link #enable} came before.
     *
     * @param queue its index
     * @param setup its ring
     * @param kick rung by the driver; or null: the ring is to be polled
     * @param call to be rung for used buffers; or null: the driver polls
     * @param error to be rung when the queue breaks; or null
     * @param inflight where to write down requests in flight, those of a former life to be served first; or null
     * @throws ProtocolException if the ring cannot be run: the reason is recorded and the front end refused; the doorbells
     *     stay the caller's
     */
    void start(int queue, RingSetup setup, Doorbell kick, Doorbell call, Doorbell error, InflightQueue inflight)
            throws ProtocolException;

    /**
     * Gives a queue that runs, or not, another doorbell for used buffers; the one before is closed.
     *
     * @param queue its index
     * @param call as for {@link #start}
     */
    void call(int queue, Doorbell call);

    /**
     * Gives a queue another doorbell for errors; the one before is closed.
     *
     * @param queue its index
     * @param error as for {@link #start}
     */
    void error(int queue, Doorbell error);

    /**
     * Stops a queue: returns when its thread has let go of it, every request taken is answered and its doorbells are closed.
     *
     * @param queue its index
     * @return where it stopped, in the form of {@link RingSetup#position}; of a queue that does not run, where it would start
     */
    int stop(int queue);

    /**
     * Enables or disables a queue, running or not. A disabled queue serves nothing.
     *
     * @param queue its index
     * @param enabled whether it may serve
     */
    void enable(int queue, boolean enabled);

    /**
     * Returns the size of the device's configuration space.
     *
     * @return bytes; 0 if the front end is not to ask for it
     */
    int configSize();

    /**
     * Reads the configuration space.
     *
     * @param offset from the start, in bytes
     * @param target what to fill; the range lies inside {@link #configSize}
     */
    void readConfig(int offset, ByteBuffer target);

    /**
     * Writes the configuration space.
     *
     * @param offset from the start, in bytes
     * @param value the bytes, little-endian as the device defines them; the range lies inside {@link #configSize}
     * @throws ProtocolException if a field is written that the driver may not write
     */
    void writeConfig(int offset, ByteBuffer value) throws ProtocolException;

    /**
     * The session refused what the front end did: to be recorded.
     *
     * @param queue the queue concerned, or {@link #NO_QUEUE}
     * @param reason why
     */
    void fault(int queue, FaultReason reason);
}
