package io.vqtrace.testkit;

/** The side that breaks a rule. */
public enum Offender {
    /** The guest's driver. */
    DRIVER,
    /** The device or its backend. */
    DEVICE
}
