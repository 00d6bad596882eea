package io.vqtrace.backend.protocol;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.RingSetup;
import java.nio.ByteBuffer;

/** What the front end has told of one queue, and whether it runs. */
final class QueueState {
    private static final long INDIRECT_DESC = 1L << 28;
    private static final long EVENT_IDX = 1L << 29;
    private static final long RING_PACKED = 1L << 34;
    private static final long IN_ORDER = 1L << 35;

    private final int index;
    private int size;
    private boolean located;
    private long descriptors;
    private long used;
    private long available;
    private int base;
    private Doorbell call;
    private Doorbell error;
    private RingSetup running;

    QueueState(int index) {
        this.index = index;
    }

    static boolean packed(long features) {
        return (features & RING_PACKED) != 0;
    }

    boolean runs() {
        return running != null;
    }

    void size(int entries, int maxSize) throws ProtocolException {
        checkStopped();
        if (entries < 1 || entries > maxSize) {
            throw Refusal.ofQueue(
                    index, Integer.toUnsignedString(entries) + " entries, where 1 to " + maxSize + " can be");
        }
        size = entries;
    }

    void base(int position) throws ProtocolException {
        checkStopped();
        base = position;
    }

    /** Reads the ring's addresses, after the index. Telling again where a running ring lies is no change. */
    void addresses(ByteBuffer payload) throws ProtocolException {
        int flags = payload.getInt();
        long newDescriptors = payload.getLong();
        long newUsed = payload.getLong();
        long newAvailable = payload.getLong();
        boolean same = located && newDescriptors == descriptors && newUsed == used && newAvailable == available;
        if (!same) {
            checkStopped();
        }
        if (flags != 0) {
            throw Refusal.ofQueue(index, "a log of its writes was not offered");
        }
        located = true;
        descriptors = newDescriptors;
        used = newUsed;
        available = newAvailable;
    }

    private void checkStopped() throws ProtocolException {
        if (runs()) {
            throw Refusal.ofQueue(index, "cannot be changed while it runs");
        }
    }

    /** Keeps a doorbell for the start, or gives it to the queue that runs. */
    void call(Doorbell doorbell, DeviceHost host) {
        if (runs()) {
            host.call(index, doorbell);
        } else {
            close(call);
            call = doorbell;
        }
    }

    /** As {@link #call}. */
    void error(Doorbell doorbell, DeviceHost host) {
        if (runs()) {
            host.error(index, doorbell);
        } else {
            close(error);
            error = doorbell;
        }
    }

    /** Starts the queue; the kick stays the caller's if that fails. */
    void start(DeviceHost host, GuestMemory memory, long features, Doorbell kick, InflightRegion inflight)
            throws ProtocolException {
        checkStopped();
        RingSetup setup = setup(memory, features);
        if (setup == null || !setup.valid(memory)) {
            throw Refusal.ofQueue(
                    index, "size, addresses or base are missing or not those of a ring in the guest's memory");
        }
        InflightQueue part = inflight == null ? null : inflight.part(index, setup.packed(), setup.size());
        host.start(index, setup, kick, call, error, part);
        running = setup;
        call = null;
        error = null;
    }

    /** Returns null if there is no ring, or not in this memory. */
    private RingSetup setup(GuestMemory memory, long features) {
        boolean packed = packed(features);
        if (!located || size == 0) {
            return null;
        }
        long descriptorArea = memory.toGuest(descriptors, RingSetup.descriptorBytes(size));
        long driverArea = memory.toGuest(available, RingSetup.driverBytes(packed, size));
        long deviceArea = memory.toGuest(used, RingSetup.deviceBytes(packed, size));
        if (descriptorArea < 0 || driverArea < 0 || deviceArea < 0) {
            return null;
        }
        return new RingSetup(
                packed,
                size,
                descriptorArea,
                driverArea,
                deviceArea,
                (features & INDIRECT_DESC) != 0,
                (features & EVENT_IDX) != 0,
                (features & IN_ORDER) != 0,
                base);
    }

    /** Whether the ring that runs lies in a new memory as it did in the old. */
    boolean survives(GuestMemory memory, long features) {
        return running.equals(setup(memory, features)) && running.valid(memory);
    }

    /** Stops the queue if it runs, and tells where it stands. */
    int stop(DeviceHost host) {
        if (runs()) {
            base = host.stop(index);
            running = null;
        }
        return base;
    }

    /** The host was reset: the queue is as at first, but for doorbells that came for its next start. */
    void forget() {
        running = null;
        located = false;
        size = 0;
        base = 0;
    }

    void closeDoorbells() {
        close(call);
        close(error);
        call = null;
        error = null;
    }

    private static void close(Doorbell doorbell) {
        if (doorbell != null) {
            doorbell.close();
        }
    }
}
