package io.vqtrace.virtio.register;

/** A rule of the specification on registers that an access broke. */
public enum RegisterFault {
    /** No register is there, or not in this version of the layout. */
    NO_SUCH_REGISTER("4.2.2.2"),
    /** A register for reading only was written, or the other way round. */
    DIRECTION("4.2.2.2"),
    /** The access has not the width of the register, or is not aligned (PCI: section 4.1.3.1). */
    WIDTH("4.2.2.2"),
    /** A queue index beyond 65535 was selected. */
    NO_SUCH_QUEUE("4.2.2"),
    /** A feature word was accessed before any was selected since the reset. */
    FEATURES_NOT_SELECTED("4.2.2.2"),
    /** A feature word was written after FEATURES_OK. */
    FEATURES_AFTER_FEATURES_OK("3.1.1"),
    /** The driver went on after FEATURES_OK without reading the status back. */
    FEATURES_OK_NOT_READ("3.1.1"),
    /** The configuration was written between DRIVER and FEATURES_OK. */
    CONFIG_WRITTEN_IN_NEGOTIATION("3.1.1"),
    /** The status was written before the reset was seen to be complete. */
    RESET_NOT_AWAITED("4.1.4.3.2"),
    /** The queue's size is no power of two (split rings), too large, or zero. */
    QUEUE_SIZE("2.7"),
    /** An area of the queue is not aligned (split rings 16, 2 and 4 bytes; packed rings 16, 4 and 4, section 2.8). */
    QUEUE_ALIGNMENT("2.7"),
    /** A queue was enabled before its size or addresses were written. */
    QUEUE_NOT_CONFIGURED("4.1.4.3.2"),
    /** Size or address of a queue was accessed while it was ready. */
    QUEUE_READY("4.2.2.2"),
    /** QueueReady was set to 0 and not read back before the queue's next use. */
    QUEUE_STOP_NOT_READ("4.2.2.2"),
    /** 0 was written to {@code queue_enable}. */
    QUEUE_ENABLE_ZERO("4.1.4.3.2"),
    /** A queue was reset though RING_RESET was not accepted. */
    QUEUE_RESET_NOT_NEGOTIATED("2.6.1"),
    /** A queue was used again before its reset was seen to be complete. */
    QUEUE_RESET_NOT_AWAITED("2.6.1.1.2"),
    /** Undefined bits were acknowledged. */
    INTERRUPT_ACK("4.2.2.2"),
    /** The device took back an interrupt's bits that the driver had not acknowledged. */
    INTERRUPT_STATUS_LOST("4.2.2.1");

    private final String section;

    RegisterFault(String section) {
        this.section = section;
    }

    /**
     * Returns the section of virtio 1.4 that states the rule.
     *
     * @return such as {@code 4.2.2.2}
     */
    public String section() {
        return section;
    }

    /**
     * Tells whether it was the device that broke the rule.
     *
     * @return false if it was the driver
     */
    public boolean ofDevice() {
        return this == INTERRUPT_STATUS_LOST;
    }
}
