package io.vqtrace.backend.device.block;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Spaces requests of all queues evenly, as a disk with a limit of requests a second does. Any thread. */
final class Pacer {
    private final long intervalNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Makes a pacer; a rate of 0 makes one that never waits. */
    Pacer(int perSecond) {
        intervalNanos = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
    }

    /** Waits until the next request may be served. */
    void await() {
        if (intervalNanos == 0) {
            return;
        }
        long now = System.nanoTime();
        // Time in which nothing was asked for is not saved up.
        long mine = next.getAndUpdate(due -> Math.max(due - now, 0) + now + intervalNanos);
        for (long left = mine - now; left > 0; left = mine - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
