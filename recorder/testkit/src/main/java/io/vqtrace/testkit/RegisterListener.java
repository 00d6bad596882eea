package io.vqtrace.testkit;

/**
 * Sees every access of the driver to the device's registers: the virtio-mmio registers (virtio 1.4 section 4.2.2) or the PCI
 * common configuration (section 4.1.4.3). Called on the driver's thread, before a write takes effect and with the answer of
 * a read.
 */
public interface RegisterListener {
    /**
     * The driver read a register.
     *
     * @param offset bytes from the start of the registers
     * @param width bytes read: 1, 2, 4 or 8
     * @param value what the device answered
     */
    void read(int offset, int width, long value);

    /**
     * The driver wrote a register.
     *
     * @param offset bytes from the start of the registers
     * @param width bytes written: 1, 2, 4 or 8
     * @param value what it wrote
     */
    void write(int offset, int width, long value);
}
