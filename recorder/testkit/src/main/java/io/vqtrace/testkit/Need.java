package io.vqtrace.testkit;

/** What a violation or a stall needs the testbed to be like, so that it can happen. */
enum Need {
    SPLIT,
    PACKED,
    EVENT_IDX,
    NO_EVENT_IDX,
    INDIRECT,
    NO_INDIRECT,
    IN_ORDER,
    NOTIFICATION_DATA,
    RING_RESET,
    MMIO,
    PCI,
    NET,
    /** The coalescing commands are sent at the given moment. */
    COALESCING,
    /** The driver resets the device at the given moment. */
    DEVICE_RESET,
    /** The driver resets a queue at the given moment. */
    QUEUE_RESET,
    /** The driver suspends and resumes the device at the given moment. */
    SUSPENSION,
    /** The driver disables and enables a queue at the given moment. */
    QUEUE_DISABLED,
    /** Several requests are under way at once and returned together. */
    DEPTH,
    /** Requests come one by one and are done in the order in which they came. */
    STEADY,
    /** More is asked for than the device can work on, and the driver wants few interrupts. */
    BUSY,
    /** The device switches kicks off by flags. */
    KICK_FLAGS,
    /** The driver can switch interrupts off by flags. */
    INTERRUPT_FLAGS,
    /** The driver asks for interrupts by event index alone. */
    INTERRUPT_INDEX,
    /** Interrupts are held back, for more completions than are ever outstanding together in a usual run. */
    MODERATION,
    /** More requests come than the ring holds, and the device takes all of them. */
    FLOOD,
    /** Packets arrive. */
    RECEIVING
}
