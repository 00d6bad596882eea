package io.vqtrace.backend;

import io.vqtrace.backend.protocol.Doorbell;

/** A doorbell without a descriptor. */
public final class TestDoorbell implements Doorbell {
    private long rings;
    private long total;
    private boolean closed;

    @Override
    public synchronized boolean await(long nanos) {
        long until = System.nanoTime() + nanos;
        while (rings == 0 && until - System.nanoTime() > 0) {
            try {
                wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                throw new IllegalStateException("threads that use a doorbell must not be interrupted", e);
            }
        }
        return rings > 0;
    }

    @Override
    public synchronized long drain() {
        long drained = rings;
        rings = 0;
        return drained;
    }

    @Override
    public synchronized void ring() {
        rings++;
        total++;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Returns how often it was rung at all. */
    public synchronized long total() {
        return total;
    }

    public synchronized boolean closed() {
        return closed;
    }
}
