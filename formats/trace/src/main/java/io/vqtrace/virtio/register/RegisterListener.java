package io.vqtrace.virtio.register;

/**
 * Is told what the accesses to a device's registers mean. Called by a decoder on the thread that feeds it, before the call
 * that feeds it returns; must not throw, and must not feed the same decoder.
 *
 * <p>Methods do nothing unless overridden.
 */
public interface RegisterListener {
    /** Stands for a number that no access has told. */
    int UNKNOWN = -1;

    /**
     * The driver wrote the device status (virtio 1.4 section 2.1).
     *
     * @param status the bits; after 0 follows {@link #deviceReset()}
     */
    default void statusWritten(int status) {}

    /**
     * The driver read the device status. Told for the first reading after a write or the start, and whenever the answer is
     * another one: a driver may poll the register.
     *
     * @param status the bits that the device answered
     */
    default void statusRead(int status) {}

    /** The driver asked for a reset: status 0 was written (virtio 1.4 section 2.4). */
    default void deviceReset() {}

    /** The driver read the status 0 after it had asked for a reset. */
    default void deviceResetComplete() {}

    /**
     * The driver has read words of the offered features. Told when it turns to another register, and only if the mask was
     * not told since the last reset.
     *
     * @param low bits 0 to 63
     * @param high bits 64 to 127
     * @param words which words of 32 bits were read since the reset: bit n for the feature bits from 32 × n on; the others
     *     are 0 in the masks
     */
    default void featuresOffered(long low, long high, int words) {}

    /**
     * The driver has written words of the accepted features. Told when it turns to another register.
     *
     * @param low bits 0 to 63
     * @param high bits 64 to 127
     */
    default void featuresAccepted(long low, long high) {}

    /**
     * A queue was enabled: by QueueReady, {@code queue_enable} or, by legacy interfaces, its page number.
     *
     * @param queue the queue's index, 0 to 65535
     * @param packed whether RING_PACKED was accepted
     * @param size entries, or {@link #UNKNOWN}
     * @param maxSize entries at most, or {@link #UNKNOWN}
     * @param vector MSI-X vector, 65535 for none, or {@link #UNKNOWN}
     * @param descAddr guest address of the descriptor area
     * @param driverAddr guest address of the driver area
     * @param deviceAddr guest address of the device area
     */
    default void queueConfigured(
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {}

    /**
     * The driver stopped using a queue: it wrote 0 to QueueReady or as its page number.
     *
     * @param queue the queue's index
     */
    default void queueStopped(int queue) {}

    /**
     * The driver asked for the reset of a queue (virtio 1.4 section 2.6.1).
     *
     * @param queue the queue's index
     */
    default void queueReset(int queue) {}

    /**
     * The driver saw that the reset of a queue is complete.
     *
     * @param queue the queue's index
     */
    default void queueResetComplete(int queue) {}

    /**
     * The driver notified the device of available buffers (MMIO and the legacy interface on PCI; this is no part of the
     * common configuration).
     *
     * @param queue the queue's index
     * @param data what was written: 32 bits, 16 on PCI
     * @param hasPosition whether NOTIFICATION_DATA was accepted, so that the data tells the driver's position too
     */
    default void notified(int queue, int data, boolean hasPosition) {}

    /**
     * The driver read the device-specific configuration.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2, 4 or 8
     * @param value what it read
     */
    default void configRead(int offset, int width, long value) {}

    /**
     * The driver wrote the device-specific configuration.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2, 4 or 8
     * @param value what it wrote
     */
    default void configWritten(int offset, int width, long value) {}

    /**
     * The driver read a configuration generation that is not the one before.
     *
     * @param generation what it read
     */
    default void configGenerationChanged(int generation) {}

    /**
     * The driver read why the device interrupts (MMIO only).
     *
     * @param bits bit 0 used buffers, bit 1 configuration change
     * @param fresh the bits of these that were not set, or were acknowledged, when it last read them
     */
    default void interruptStatus(int bits, int fresh) {}

    /**
     * The driver acknowledged interrupts (MMIO only).
     *
     * @param bits as in {@link #interruptStatus}
     */
    default void interruptAcknowledged(int bits) {}

    /**
     * An access broke a rule. What else the access means is told too.
     *
     * @param fault the rule
     * @param queue the queue that is selected and concerned, or {@link #UNKNOWN}
     * @param write whether it was a write
     * @param offset bytes from the start of the registers
     * @param width bytes
     * @param value what was read or written, 0 if that is not known
     */
    default void fault(RegisterFault fault, int queue, boolean write, int offset, int width, long value) {}
}
