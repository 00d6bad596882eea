package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;

/** The driver's side of a split ring (virtio 1.4 section 2.7). */
final class SplitDriverRing extends DriverRing {
    private final int[] next;
    private int firstFree;
    private int added;
    private int outstanding;
    private int availIdx;
    private int kickedIdx;
    private int usedIdx;

    SplitDriverRing(GuestMemory memory, RingLayout layout) {
        super(memory, layout);
        next = new int[size];
        for (int i = 0; i < size; i++) {
            next[i] = i + 1 == size ? 0 : i + 1;
        }
        memory.putShort(layout.deviceArea(), 0);
    }

    @Override
    int place(Buffers buffers) {
        int head = firstFree;
        int index = head;
        for (int i = 0; i < buffers.count(); i++) {
            index = firstFree;
            firstFree = next[index];
            write(index, buffers.address(i), buffers.length(i), buffers.flags(i));
        }
        makeAvailable(head);
        return head;
    }

    @Override
    int placeIndirect(Buffers buffers, long table) {
        writeTable(buffers, table, true);
        int head = firstFree;
        firstFree = next[head];
        write(head, table, buffers.count() * RingLayout.DESCRIPTOR_BYTES, RingLayout.INDIRECT);
        makeAvailable(head);
        return head;
    }

    private void write(int index, long address, int length, int flags) {
        long descriptor = layout.descriptor(index);
        memory.putLong(descriptor, address);
        memory.putInt(descriptor + 8, length);
        memory.putShort(descriptor + 12, flags);
        memory.putShort(descriptor + 14, (flags & RingLayout.NEXT) == 0 ? 0 : next[index]);
    }

    private void makeAvailable(int head) {
        memory.putShort(layout.availEntry(availIdx + added), head);
        added++;
        outstanding++;
    }

    @Override
    public void publish() {
        availIdx = availIdx + added & 0xffff;
        added = 0;
        memory.putShortRelease(layout.driverArea() + 2, availIdx);
    }

    @Override
    boolean kickWanted() {
        int old = kickedIdx;
        kickedIdx = availIdx;
        if (old == availIdx) {
            return false;
        }
        if (layout.eventIdx()) {
            return EventIndex.needEvent(memory.getShort(layout.availEvent()), availIdx, old);
        }
        return memory.getShort(layout.deviceArea()) != RingLayout.EVENTS_DISABLE;
    }

    @Override
    public int notificationData(int queue) {
        return queue & 0xffff | availIdx << 16;
    }

    @Override
    int readUsed() {
        if (!usedVisible()) {
            return NONE;
        }
        long entry = layout.usedEntry(usedIdx);
        usedLength(memory.getInt(entry + 4));
        return memory.getInt(entry);
    }

    @Override
    boolean usedVisible() {
        return memory.getShortAcquire(layout.deviceArea() + 2) != usedIdx;
    }

    @Override
    void release(int id, int count) {
        outstanding--;
        usedIdx = usedIdx + 1 & 0xffff;
        if (layout.inOrder()) {
            // Descriptors are used in ring order (section 2.7.5): the free ones are a run that ends here.
            return;
        }
        int last = id;
        for (int i = 1; i < count; i++) {
            last = next[last];
        }
        next[last] = firstFree;
        firstFree = id;
    }

    @Override
    void skipUnknown() {
        usedIdx = usedIdx + 1 & 0xffff;
    }

    @Override
    public void disableInterrupts() {
        if (!layout.eventIdx()) {
            memory.putShort(layout.driverArea(), RingLayout.EVENTS_DISABLE);
        }
    }

    @Override
    void armInterrupts(int chainsAhead) {
        if (layout.eventIdx()) {
            memory.putShort(layout.usedEvent(), usedIdx + chainsAhead);
        } else {
            memory.putShort(layout.driverArea(), RingLayout.EVENTS_ENABLE);
        }
    }

    @Override
    public int outstanding() {
        return outstanding;
    }
}
