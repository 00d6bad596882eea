package io.vqtrace.backend.internal;

import java.util.concurrent.locks.LockSupport;

/** Mapped memory that its owner cut off: every access to it is an {@link InternalError}, but not always at once. */
public final class LostMemory {
    private LostMemory() {}

    /**
     * Lets the error of an earlier access by this thread come here. Compiled code is told of it only when the thread next
     * passes through the virtual machine, which this does; to be called where the thread leaves the code that is prepared
     * for it.
     *
     * @throws InternalError if one was due
     */
    public static void raiseDue() {
        LockSupport.parkNanos(1);
    }
}
