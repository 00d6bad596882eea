package io.vqtrace.backend.protocol;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.newsclub.net.unix.FileDescriptorCast;

/** A driver with one ring in shared memory, whose connection to the back end comes and goes. */
final class RingDriver implements AutoCloseable {
    static final int RING_SIZE = 256;

    private static final long PACKED = 1L << 34;
    private static final int BYTES = 1 << 18;
    private static final int SLOT_BYTES = 64;

    final SharedMemory shared = new SharedMemory(BYTES);
    private final boolean packed;
    private final RingLayout layout;
    private final GuestMemory memory;
    private final DriverRing ring;
    private final long slots;
    private final Map<Integer, Integer> asked = new HashMap<>();
    private final FileDescriptor kick = EventFds.open();
    private final EventFd doorbell = EventFds.doorbell(kick);
    private ByteBuffer regionDescription;
    private FileDescriptor region;
    private int answered;

    RingDriver(boolean packed) throws IOException {
        this.packed = packed;
        memory = new GuestMemory(shared.map(0, BYTES));
        layout = RingLayout.allocate(memory, packed, RING_SIZE, false, false, false);
        ring = DriverRing.of(memory, layout);
        slots = memory.allocate(RING_SIZE * SLOT_BYTES, SLOT_BYTES);
    }

    /** As QEMU does after a reconnection: the in-flight region comes back, the base is the used index as far as it knows. */
    void attach(FrontEnd frontEnd) throws IOException {
        frontEnd.negotiate(1L << 32 | (packed ? PACKED : 0));
        if (region == null) {
            ByteBuffer wanted = FrontEnd.payload(24).putShort(16, (short) 1).putShort(18, (short) RING_SIZE);
            regionDescription = frontEnd.get(Request.GET_INFLIGHT_FD, wanted);
            // Junixsocket closes what it received together with the connection.
            region = FileDescriptorCast.duplicating(frontEnd.received()[0]).getFileDescriptor();
        }
        long base = GuestMemory.BASE;
        int usedIndex = memory.getShort(layout.deviceArea() + 2) & 0xffff;
        boolean attached = frontEnd.asked(Request.SET_INFLIGHT_FD, regionDescription.rewind(), region)
                && frontEnd.memory(base, BYTES, base, 0, shared.descriptor())
                && frontEnd.ring(
                        0,
                        RING_SIZE,
                        layout.descriptorArea(),
                        layout.driverArea(),
                        layout.deviceArea(),
                        packed ? RingSetup.PACKED_START : usedIndex)
                && frontEnd.asked(Request.SET_VRING_CALL, FrontEnd.u64(1 << 8))
                && frontEnd.asked(Request.SET_VRING_KICK, FrontEnd.u64(0), kick)
                && frontEnd.asked(Request.SET_VRING_ENABLE, FrontEnd.state(0, 1));
        if (!attached) {
            throw new IOException("the back end refused the ring");
        }
        doorbell.ring();
    }

    /** Asks for the double of a number. */
    void ask(int number) throws IOException {
        Buffers buffers = new Buffers();
        long slot = slots + (long) (number % RING_SIZE) * SLOT_BYTES;
        memory.putInt(slot, number);
        int id = ring.add(buffers.readable(slot, Integer.BYTES).writable(slot + 32, Integer.BYTES));
        if (id == DriverRing.NONE) {
            throw new IllegalStateException("the ring is full");
        }
        asked.put(id, number);
        ring.publish();
        doorbell.ring();
    }

    /** Takes the memory away from under the back end; nothing but kicks is possible then. */
    void cutMemory() throws IOException {
        shared.cut(0);
        doorbell.ring();
    }

    /** Waits for so many answers in all. */
    void awaitAnswers(int wanted) throws InterruptedException {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        while (answered < wanted) {
            if (!poll()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(answered + " answers of " + wanted + ", open: " + asked.values());
                }
                Thread.sleep(1);
            }
        }
    }

    void pollAll() {
        boolean more = true;
        while (more) {
            more = poll();
        }
    }

    /** Takes an answer, if there is one. */
    boolean poll() {
        int id = ring.pollUsed();
        if (id == DriverRing.NONE) {
            return false;
        }
        Integer number = asked.remove(id);
        if (number == null) {
            throw new AssertionError("an answer that nobody asked for, id " + id);
        }
        int answer = memory.getInt(slots + (long) (number % RING_SIZE) * SLOT_BYTES + 32);
        if (answer != 2 * number) {
            throw new AssertionError("answer to " + number + ": " + answer);
        }
        answered++;
        return true;
    }

    /** Whether a number was asked for and not answered. */
    boolean waitsFor(int number) {
        return asked.containsValue(number);
    }

    int open() {
        return asked.size();
    }

    @Override
    public void close() throws IOException {
        doorbell.close();
        shared.close();
    }
}
