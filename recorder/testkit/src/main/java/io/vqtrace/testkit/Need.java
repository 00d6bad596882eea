package io.vqtrace.testkit;

/** What a violation needs the testbed to be like, so that it can happen. */
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
    /** Several requests are under way at once. */
    DEPTH
}
