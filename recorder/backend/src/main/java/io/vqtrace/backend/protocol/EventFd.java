package io.vqtrace.backend.protocol;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A doorbell over a Linux eventfd. The descriptor is made non-blocking for whoever shares it, as QEMU's and DPDK's are
 * already: otherwise a full or drained counter could hold a queue's thread for ever.
 */
final class EventFd implements Doorbell {
    private static final int TIMEOUT = 8;
    private static final int VALUE = 24;
    private static final int ONE = 32;
    private static final int BYTES = 40;
    private static final short READY = Libc.POLLIN;

    /** {@code struct pollfd}, {@code struct timespec}, what was read, what is written. */
    private final ByteBuffer memory = Libc.memory(BYTES);

    private final long address = Libc.address(memory);
    private final int descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EventFd(int descriptor) {
        this.descriptor = descriptor;
        memory.putInt(0, descriptor).putShort(4, READY).putLong(ONE, 1);
    }

    /**
     * Takes a descriptor over; it stays open if that fails.
     *
     * @throws IOException if it is no eventfd
     */
    static EventFd of(int descriptor) throws IOException {
        String kind =
                Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        if (!kind.equals("anon_inode:[eventfd]")) {
            throw new IOException("not an eventfd but " + kind);
        }
        int flags = Libc.fcntl(descriptor, Libc.F_GETFL, 0);
        if (flags < 0 || Libc.fcntl(descriptor, Libc.F_SETFL, flags | Libc.O_NONBLOCK) < 0) {
            throw Libc.failure("fcntl of an eventfd");
        }
        return new EventFd(descriptor);
    }

    @Override
    public boolean await(long nanos) throws IOException {
        checkOpen();
        long wait = Math.max(0, nanos);
        memory.putLong(TIMEOUT, TimeUnit.NANOSECONDS.toSeconds(wait))
                .putLong(TIMEOUT + 8, wait % TimeUnit.SECONDS.toNanos(1));
        int ready = Libc.ppoll(address, 1, address + TIMEOUT, 0);
        if (ready < 0 && Native.getLastError() != Libc.EINTR) {
            throw Libc.failure("ppoll of an eventfd");
        }
        return ready > 0 && memory.getShort(6) == READY;
    }

    @Override
    public long drain() throws IOException {
        checkOpen();
        if (Libc.read(descriptor, address + VALUE, Long.BYTES) == Long.BYTES) {
            return memory.getLong(VALUE);
        }
        if (Native.getLastError() == Libc.EAGAIN) {
            return 0;
        }
        throw Libc.failure("read of an eventfd");
    }

    @Override
    public void ring() throws IOException {
        checkOpen();
        // A full counter is a rung doorbell.
        if (Libc.write(descriptor, address + ONE, Long.BYTES) < 0 && Native.getLastError() != Libc.EAGAIN) {
            throw Libc.failure("write of an eventfd");
        }
    }

    int descriptor() {
        return descriptor;
    }

    void checkOpen() throws IOException {
        if (closed.get()) {
            throw new IOException("the doorbell was closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Libc.close(descriptor);
        }
    }
}
