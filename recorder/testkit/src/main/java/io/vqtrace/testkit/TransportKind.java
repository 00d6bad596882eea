package io.vqtrace.testkit;

/** How driver and device reach each other. */
public enum TransportKind {
    /** virtio-mmio, version 2 (virtio 1.4 section 4.2). */
    MMIO,
    /** The common configuration structure of PCI (section 4.1.4.3), with one MSI-X vector for each queue. */
    PCI
}
