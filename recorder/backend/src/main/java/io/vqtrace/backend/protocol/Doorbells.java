package io.vqtrace.backend.protocol;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Doorbells that one thread waits for at once, by a single {@code ppoll(2)}. Doorbells that are no descriptors of the system
 * are looked at in turn instead.
 */
public final class Doorbells {
    private static final int POLLFD_BYTES = 8;
    private static final int TIMESPEC_BYTES = 16;

    /** How long each is waited for where they are looked at in turn. */
    private static final long TURN_NANOS = 50_000;

    private final List<Doorbell> doorbells;
    private final List<EventFd> descriptors;

    /** {@code struct pollfd} of each, {@code struct timespec}. */
    private final ByteBuffer memory;

    private final long address;

    private Doorbells(Collection<Doorbell> doorbells) {
        this.doorbells = List.copyOf(doorbells);
        descriptors = this.doorbells.stream()
                .filter(EventFd.class::isInstance)
                .map(EventFd.class::cast)
                .toList();
        memory = Libc.memory(descriptors.size() * POLLFD_BYTES + TIMESPEC_BYTES);
        address = Libc.address(memory);
        for (int i = 0; i < descriptors.size(); i++) {
            memory.putInt(i * POLLFD_BYTES, descriptors.get(i).descriptor())
                    .putShort(i * POLLFD_BYTES + Integer.BYTES, (short) Libc.POLLIN);
        }
    }

    /**
     * Puts doorbells together, which stay their owners'.
     *
     * @param doorbells those to wait for
     * @return for one thread
     */
    public static Doorbells of(Collection<Doorbell> doorbells) {
        return new Doorbells(doorbells);
    }

    /**
     * Tells whether there is any.
     *
     * @return true if nothing can be waited for
     */
    public boolean isEmpty() {
        return doorbells.isEmpty();
    }

    /**
     * Waits until any of them was rung since it was last drained.
     *
     * @param nanos how long at most; 0 only looks
     * @return true if one was rung
     * @throws IOException if one cannot be waited for, closed for instance
     */
    public boolean awaitAny(long nanos) throws IOException {
        return descriptors.size() == doorbells.size() ? poll(Math.max(0, nanos)) : awaitInTurn(nanos);
    }

    private boolean poll(long nanos) throws IOException {
        for (EventFd descriptor : descriptors) {
            descriptor.checkOpen();
        }
        int timeout = descriptors.size() * POLLFD_BYTES;
        memory.putLong(timeout, TimeUnit.NANOSECONDS.toSeconds(nanos))
                .putLong(timeout + Long.BYTES, nanos % TimeUnit.SECONDS.toNanos(1));
        int ready = Libc.ppoll(address, descriptors.size(), address + timeout, 0);
        if (ready < 0 && Native.getLastError() != Libc.EINTR) {
            throw Libc.failure("ppoll of " + descriptors.size() + " eventfds");
        }
        return ready > 0;
    }

    private boolean awaitInTurn(long nanos) throws IOException {
        long start = System.nanoTime();
        long left = nanos;
        do {
            for (Doorbell doorbell : doorbells) {
                if (doorbell.await(Math.max(0, Math.min(left, TURN_NANOS)))) {
                    return true;
                }
            }
            left = nanos - (System.nanoTime() - start);
        } while (left > 0);
        return false;
    }
}
