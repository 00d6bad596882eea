package io.vqtrace.backend.device.block;

/** How a request ended: the values of its {@code status} byte (virtio 1.4 section 5.2.6). */
final class BlockStatus {
    static final int OK = 0;
    static final int IOERR = 1;
    static final int UNSUPP = 2;

    private BlockStatus() {}
}
