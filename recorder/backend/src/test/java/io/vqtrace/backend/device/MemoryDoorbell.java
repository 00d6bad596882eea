package io.vqtrace.backend.device;

import io.vqtrace.backend.protocol.Doorbell;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A doorbell without a descriptor. */
public final class MemoryDoorbell implements Doorbell {
    private final Semaphore rings = new Semaphore(0);

    @Override
    public boolean await(long nanos) {
        try {
            if (!rings.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            throw new AssertionError("a thread that uses a doorbell was interrupted", e);
        }
        rings.release();
        return true;
    }

    @Override
    public long drain() {
        return rings.drainPermits();
    }

    @Override
    public void ring() {
        rings.release();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
