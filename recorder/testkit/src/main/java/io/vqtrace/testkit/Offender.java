package io.vqtrace.testkit;

/** Who breaks a rule, or makes a queue stop. */
public enum Offender {
    /** The guest's driver. */
    DRIVER,
    /** The device or its backend. */
    DEVICE,
    /** Neither: what carries notifications between them, such as eventfds, the hypervisor, an interrupt controller. */
    NOTIFICATION_PATH
}
