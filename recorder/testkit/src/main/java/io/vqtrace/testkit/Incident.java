package io.vqtrace.testkit;

/** Something that the driver does once, in the middle of a run; lawful in itself. */
public enum Incident {
    /** It resets the device and initialises it again, with requests outstanding (virtio 1.4 section 2.4). */
    DEVICE_RESET,
    /** It resets the first request queue and enables it again, with requests outstanding (section 2.6.1); needs RING_RESET. */
    QUEUE_RESET,
    /** It stops the first request queue by QueueReady and starts it again (section 4.2.2.2); virtio-mmio only. */
    QUEUE_DISABLED,
    /** It suspends the device and resumes it (section 3.4); needs SUSPEND. */
    SUSPENSION
}
