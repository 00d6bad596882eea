package io.vqtrace.imports.internal.assemble;

/** A queue as the driver enabled it, which holds until the queue or the device is reset. */
final class QueueSetup {
    final long ts;
    final boolean packed;
    /** Entries in use and at most, and the vector; null if no access told. */
    final Integer size;

    final Integer maxSize;
    final Integer vector;
    final long descAddr;
    final long driverAddr;
    final long deviceAddr;
    /** Time of the reset that ended it. */
    long end = Long.MAX_VALUE;

    QueueSetup(
            long ts,
            boolean packed,
            Integer size,
            Integer maxSize,
            Integer vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {
        this.ts = ts;
        this.packed = packed;
        this.size = size;
        this.maxSize = maxSize;
        this.vector = vector;
        this.descAddr = descAddr;
        this.driverAddr = driverAddr;
        this.deviceAddr = deviceAddr;
    }

    RingLayout ring() {
        return packed ? RingLayout.PACKED : RingLayout.SPLIT;
    }
}
