package io.vqtrace.backend.device;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.memory.MemoryRegion;
import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.backend.queue.QueueHost;
import io.vqtrace.backend.queue.QueueOptions;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A driver in memory, with one queue of a device that a real host runs. */
public final class DeviceDriver implements AutoCloseable {
    private static final long VERSION_1 = 1L << 32;
    private static final long INDIRECT_DESC = 1L << 28;
    private static final long RING_PACKED = 1L << 34;
    private static final int RING_SIZE = 64;

    /** The memory's size, unless it is given. */
    public static final int BYTES = 16 << 20;

    private static final int TABLE_BYTES = 16 * 256;
    private static final long PAUSE_NANOS = 20_000;

    private final GuestMemory memory;
    private final QueueHost host;
    private final int queue;
    private final MemoryDoorbell kick = new MemoryDoorbell();
    private final DriverRing ring;
    private final long tables;
    private int sequence;

    /**
     * Initialises a device and starts its first queue.
     *
     * @param features of the device that are accepted
     */
    public DeviceDriver(VirtioBackend device, VirtioRecorder recorder, long features, boolean packed)
            throws ProtocolException {
        this(device, recorder, features, packed, new GuestMemory(BYTES));
    }

    /** The same in a given memory. */
    public DeviceDriver(
            VirtioBackend device, VirtioRecorder recorder, long features, boolean packed, GuestMemory memory)
            throws ProtocolException {
        this(memory, initialise(device, recorder, features, packed, memory), 0, packed);
    }

    private DeviceDriver(GuestMemory memory, QueueHost host, int queue, boolean packed) throws ProtocolException {
        this.memory = memory;
        this.host = host;
        this.queue = queue;
        RingLayout layout = RingLayout.allocate(memory, packed, RING_SIZE, false, true, false);
        ring = DriverRing.of(memory, layout);
        tables = memory.allocate(RING_SIZE * TABLE_BYTES, 16);
        RingSetup setup = new RingSetup(
                packed,
                RING_SIZE,
                layout.descriptorArea(),
                layout.driverArea(),
                layout.deviceArea(),
                true,
                false,
                false,
                packed ? RingSetup.PACKED_START : 0);
        host.start(queue, setup, kick, null, null, null);
        host.enable(queue, true);
    }

    private static QueueHost initialise(
            VirtioBackend device, VirtioRecorder recorder, long features, boolean packed, GuestMemory memory) {
        QueueHost host = new QueueHost(
                device, "test", recorder.device("test", device.type()), recorder.recording(), QueueOptions.DEFAULT);
        host.features();
        host.accept(VERSION_1 | INDIRECT_DESC | (packed ? RING_PACKED : 0) | features);
        host.memory(io.vqtrace.backend.memory.GuestMemory.of(
                List.of(MemoryRegion.of(GuestMemory.BASE, GuestMemory.BASE, memory.bytes()))));
        return host;
    }

    /** Starts another queue of the same device, split; to be closed first. */
    public DeviceDriver other(int index) throws ProtocolException {
        return new DeviceDriver(memory, host, index, false);
    }

    /** The memory that driver and device share. */
    public GuestMemory memory() {
        return memory;
    }

    /** The host, for what goes by its configuration space. */
    public QueueHost host() {
        return host;
    }

    /** Publishes a request with a table of its buffers; its id. */
    public int submit(Buffers buffers) {
        // A ring of 64 with indirect tables has a free id as long as fewer requests are outstanding.
        int id = ring.addIndirect(buffers, tables + (long) (sequence++ % RING_SIZE) * TABLE_BYTES);
        if (id == DriverRing.NONE) {
            throw new AssertionError("the ring is full");
        }
        ring.publish();
        if (ring.needsKick()) {
            kick.ring();
        }
        return id;
    }

    /** Takes the next answer without waiting: a request's id, or {@link DriverRing#NONE}. */
    public int poll() {
        return ring.pollUsed();
    }

    /** The used length of the answer that was taken last. */
    public int usedLength() {
        return ring.usedLength();
    }

    /** Waits for the next answer. */
    public int await() {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        int id = poll();
        while (id == DriverRing.NONE) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no answer");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            id = poll();
        }
        return id;
    }

    @Override
    public void close() {
        host.stop(queue);
        if (queue == 0) {
            host.reset();
        }
    }
}
