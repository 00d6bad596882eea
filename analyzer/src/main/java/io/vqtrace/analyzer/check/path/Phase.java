package io.vqtrace.analyzer.check.path;

/** Where a device stands between two resets. */
enum Phase {
    /** The trace does not say. */
    UNKNOWN,
    /** It was reset, and no driver has touched it since. */
    RESET,
    /** A driver sets it up. */
    SETUP,
    /** DRIVER_OK is set. */
    LIVE,
    /** The device has said that it is suspended. */
    SUSPENDED
}
