package io.vqtrace.imports.machine;

import java.util.Locale;

/** How the guest's accesses to a device are carried out. */
public enum Implementation {
    /** QEMU imitates the registers of a hardware device. */
    EMULATED,
    /** A virtio device, whoever serves its queues. */
    VIRTIO,
    /** The guest drives a device of the host, or a part of one, through VFIO or by handing its commands on unchanged. */
    PASSTHROUGH;

    /**
     * Returns the name for tables and JSON.
     *
     * @return one word in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
