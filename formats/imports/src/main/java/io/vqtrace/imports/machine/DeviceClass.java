package io.vqtrace.imports.machine;

import java.util.Locale;

/** What a device is to the guest's workload. */
public enum DeviceClass {
    /** A network adapter. */
    NIC,
    /** A disk, an optical or floppy drive, or the host bus adapter that serves such. */
    DISK,
    /** Any other device that a user configures, such as a display, a file system or an entropy source. */
    OTHER,
    /** Part of the machine itself, such as bridges, interrupt controllers and legacy ports. */
    PLATFORM;

    /**
     * Returns the name for tables and JSON.
     *
     * @return one word in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
