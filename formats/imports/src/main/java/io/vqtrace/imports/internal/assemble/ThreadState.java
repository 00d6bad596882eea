package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.EventChunk;

/** A thread of the log, the rows that it has not written yet, and what it did last. */
final class ThreadState {
    /** Index in the trace's thread table. */
    final int index;
    /** Thread id of the operating system. */
    final long tid;
    /** Whether lines of this thread name it. */
    final boolean observed;

    /** Device whose configuration space the thread wrote last. */
    PciDevice lastConfigWrite;
    /** Device whose status the thread set last. */
    DeviceState lastStatusDevice;

    /** Status register that the thread wrote, until it is known whose it is; null if there is none. */
    StatusWrite statusWrite;
    /** Device on MMIO that the thread probed or set up last. */
    MmioRegisterBank mmio;

    EventChunk chunk;
    /** Whether rows in the chunk may get another device or queue. */
    boolean provisional;

    long lastUse;

    ThreadState(int index, long tid, boolean observed) {
        this.index = index;
        this.tid = tid;
        this.observed = observed;
    }
}
