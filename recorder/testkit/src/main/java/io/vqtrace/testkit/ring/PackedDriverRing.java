package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;
import java.lang.invoke.VarHandle;

/** The driver's side of a packed ring (virtio 1.4 section 2.8). */
final class PackedDriverRing extends DriverRing {
    private static final int NOTHING_DEFERRED = -1;

    private final int[] freeIds;
    private int freeIdCount;
    private int nextAvail;
    private int availWrap = 1;
    private int nextUsed;
    private int usedWrap = 1;
    private int sinceKick;
    private int deferredPosition = NOTHING_DEFERRED;
    private int deferredFlags;

    PackedDriverRing(GuestMemory memory, RingLayout layout) {
        super(memory, layout);
        freeIds = new int[size];
        freeIdCount = size;
        for (int i = 0; i < size; i++) {
            freeIds[i] = size - 1 - i;
        }
    }

    @Override
    int place(Buffers buffers) {
        int id = freeIds[--freeIdCount];
        int first = nextAvail;
        int firstFlags = 0;
        for (int i = 0; i < buffers.count(); i++) {
            int flags = buffers.flags(i) | availableFlags();
            write(buffers.address(i), buffers.length(i), id);
            if (i == 0) {
                firstFlags = flags;
            } else {
                memory.putShort(layout.descriptor(nextAvail) + 14, flags);
            }
            advance();
        }
        makeAvailable(first, firstFlags);
        return id;
    }

    @Override
    int placeIndirect(Buffers buffers, long table) {
        writeTable(buffers, table, false);
        int id = freeIds[--freeIdCount];
        int first = nextAvail;
        int flags = RingLayout.INDIRECT | availableFlags();
        write(table, buffers.count() * RingLayout.DESCRIPTOR_BYTES, id);
        advance();
        makeAvailable(first, flags);
        return id;
    }

    private int availableFlags() {
        return availWrap == 1 ? RingLayout.AVAIL : RingLayout.USED;
    }

    private void write(long address, int length, int id) {
        long descriptor = layout.descriptor(nextAvail);
        memory.putLong(descriptor, address);
        memory.putInt(descriptor + 8, length);
        memory.putShort(descriptor + 12, id);
    }

    private void advance() {
        sinceKick++;
        if (++nextAvail == size) {
            nextAvail = 0;
            availWrap ^= 1;
        }
    }

    /** Only the batch's first flags wait for {@link #publish()}: the device looks at descriptors in order. */
    private void makeAvailable(int position, int flags) {
        if (deferredPosition == NOTHING_DEFERRED) {
            deferredPosition = position;
            deferredFlags = flags;
        } else {
            memory.putShortRelease(layout.descriptor(position) + 14, flags);
        }
    }

    @Override
    public void publish() {
        if (deferredPosition != NOTHING_DEFERRED) {
            memory.putShortRelease(layout.descriptor(deferredPosition) + 14, deferredFlags);
            deferredPosition = NOTHING_DEFERRED;
        }
    }

    @Override
    boolean kickWanted() {
        int added = sinceKick;
        sinceKick = 0;
        if (added == 0) {
            return false;
        }
        int flags = memory.getShortAcquire(layout.deviceArea() + 2);
        if (flags != RingLayout.EVENTS_DESC) {
            return flags != RingLayout.EVENTS_DISABLE;
        }
        return PackedEvent.reached(memory.getShort(layout.deviceArea()), nextAvail, availWrap, added, size);
    }

    @Override
    public int notificationData(int queue) {
        return queue & 0xffff | (nextAvail | availWrap << 15) << 16;
    }

    @Override
    int readUsed() {
        if (!usedVisible()) {
            return NONE;
        }
        long descriptor = layout.descriptor(nextUsed);
        usedLength(memory.getInt(descriptor + 8));
        return memory.getShort(descriptor + 12);
    }

    @Override
    boolean usedVisible() {
        int flags = memory.getShortAcquire(layout.descriptor(nextUsed) + 14);
        int used = (flags & RingLayout.USED) == 0 ? 0 : 1;
        int avail = (flags & RingLayout.AVAIL) == 0 ? 0 : 1;
        return used == avail && used == usedWrap;
    }

    @Override
    void release(int id, int count) {
        freeIds[freeIdCount++] = id;
        nextUsed += count;
        if (nextUsed >= size) {
            nextUsed -= size;
            usedWrap ^= 1;
        }
    }

    @Override
    void skipUnknown() {
        // How many entries an unknown chain occupies nobody knows: the driver goes on with the next descriptor.
        nextUsed++;
        if (nextUsed == size) {
            nextUsed = 0;
            usedWrap ^= 1;
        }
    }

    @Override
    public void disableInterrupts() {
        memory.putShort(layout.driverArea() + 2, RingLayout.EVENTS_DISABLE);
    }

    @Override
    void armInterrupts(int chainsAhead) {
        if (layout.eventIdx()) {
            int position = nextUsed;
            int wrap = usedWrap;
            position += chainsAhead;
            if (position >= size) {
                position -= size;
                wrap ^= 1;
            }
            memory.putShort(layout.driverArea(), position | wrap << 15);
            memory.putShortRelease(layout.driverArea() + 2, RingLayout.EVENTS_DESC);
        } else {
            memory.putShort(layout.driverArea() + 2, RingLayout.EVENTS_ENABLE);
        }
        VarHandle.releaseFence();
    }

    @Override
    public int outstanding() {
        return size - freeIdCount;
    }
}
