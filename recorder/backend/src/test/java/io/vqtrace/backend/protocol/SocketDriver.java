package io.vqtrace.backend.protocol;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * A driver behind a front end, as a guest is: its rings lie in memory that is shared over a socket, its notifications are
 * eventfds both ways.
 */
public final class SocketDriver implements AutoCloseable {
    private static final long VERSION_1 = 1L << 32;
    private static final long EVENT_IDX = 1L << 29;
    private static final long PACKED = 1L << 34;
    private static final int BYTES = 1 << 20;

    private final SharedMemory shared = new SharedMemory(BYTES);
    private final GuestMemory memory = new GuestMemory(shared.map(0, BYTES));
    private final List<Queue> queues = new ArrayList<>();
    private final FrontEnd frontEnd;

    /** A ring, and the driver's own hold on its doorbells. */
    private record Queue(DriverRing ring, Doorbell kick, Doorbell call) {}

    private SocketDriver(FrontEnd frontEnd) throws IOException {
        this.frontEnd = frontEnd;
    }

    /** Connects to a back end that listens. */
    public static SocketDriver connect(Path socket) throws IOException {
        return new SocketDriver(FrontEnd.connect(socket));
    }

    /** Listens until a back end has connected. */
    public static SocketDriver listen(Path socket) throws IOException {
        try (AFUNIXServerSocketChannel server = AFUNIXServerSocketChannel.open()) {
            server.bind(AFUNIXSocketAddress.of(socket));
            return new SocketDriver(FrontEnd.accept(server));
        }
    }

    /** Negotiates and starts queues, all alike. */
    public SocketDriver start(int queueCount, int ringSize, boolean packed, boolean eventIdx) throws IOException {
        frontEnd.negotiate(VERSION_1 | (packed ? PACKED : 0) | (eventIdx ? EVENT_IDX : 0));
        require(frontEnd.memory(GuestMemory.BASE, BYTES, GuestMemory.BASE, 0, shared.descriptor()), "the memory");
        for (int i = 0; i < queueCount; i++) {
            startQueue(i, RingLayout.allocate(memory, packed, ringSize, eventIdx, false, false));
        }
        return this;
    }

    private void startQueue(int index, RingLayout layout) throws IOException {
        FileDescriptor kick = EventFds.open();
        FileDescriptor call = EventFds.open();
        require(
                frontEnd.ring(
                                index,
                                layout.size(),
                                layout.descriptorArea(),
                                layout.driverArea(),
                                layout.deviceArea(),
                                layout.packed() ? RingSetup.PACKED_START : 0)
                        && frontEnd.asked(Request.SET_VRING_CALL, FrontEnd.u64(index), call)
                        && frontEnd.asked(Request.SET_VRING_KICK, FrontEnd.u64(index), kick)
                        && frontEnd.asked(Request.SET_VRING_ENABLE, FrontEnd.state(index, 1)),
                "queue " + index);
        queues.add(new Queue(DriverRing.of(memory, layout), EventFds.doorbell(kick), EventFds.doorbell(call)));
    }

    private static void require(boolean accepted, String what) throws IOException {
        if (!accepted) {
            throw new IOException("the back end refused " + what);
        }
    }

    /** The memory that the driver shares. */
    public GuestMemory memory() {
        return memory;
    }

    /** Publishes a request, and kicks if the device asked for it. */
    public int submit(int queue, Buffers buffers) throws IOException {
        Queue to = queues.get(queue);
        int id = to.ring().add(buffers);
        if (id == DriverRing.NONE) {
            throw new IllegalStateException("the ring is full");
        }
        to.ring().publish();
        if (to.ring().needsKick()) {
            to.kick().ring();
        }
        return id;
    }

    /** Sleeps until the device interrupts, as long as nothing is answered; returns the next answer's id. */
    public int await(int queue) throws IOException {
        Queue from = queues.get(queue);
        while (!from.ring().enableInterrupts()) {
            if (!from.call().await(Patience.LIMIT.toNanos())) {
                throw new AssertionError("no interrupt of queue " + queue + " came");
            }
            from.call().drain();
        }
        return from.ring().pollUsed();
    }

    @Override
    public void close() throws IOException {
        frontEnd.close();
        for (Queue queue : queues) {
            queue.kick().close();
            queue.call().close();
        }
        shared.close();
    }
}
