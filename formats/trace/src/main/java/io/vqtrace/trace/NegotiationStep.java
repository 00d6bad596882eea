package io.vqtrace.trace;

import java.util.Locale;

/** What a row of the negotiation table tells. */
public enum NegotiationStep {
    /** The device status register was written or read back; {@code value} holds its bits (virtio 1.4 section 2.1). */
    STATUS,
    /** The device's feature bits became known. */
    FEATURES_OFFERED,
    /** The driver wrote the feature bits that it accepts. */
    FEATURES_ACCEPTED,
    /** A queue was set up or enabled. */
    QUEUE_SETUP,
    /** A single queue was reset. */
    QUEUE_RESET,
    /** The device was reset. */
    DEVICE_RESET,
    /** The driver read the device configuration space. */
    CONFIG_READ,
    /** The driver wrote the device configuration space. */
    CONFIG_WRITE,
    /** The device announced a configuration change. */
    CONFIG_CHANGED,
    /** The driver set notification coalescing. */
    COALESCING_SET;

    /**
     * Returns the value stored in the {@code step} column.
     *
     * @return the name in lower case, such as {@code features_offered}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
