package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;

/** The device's side of a split ring (virtio 1.4 section 2.7). */
final class SplitDeviceRing extends DeviceRing {
    private int seenIdx;
    private int takenIdx;
    private int usedIdx;
    private int publishedIdx;
    private int decidedIdx;

    SplitDeviceRing(GuestMemory memory, RingLayout layout) {
        super(memory, layout);
    }

    @Override
    int look() {
        int idx = memory.getShortAcquire(layout.driverArea() + 2);
        int fresh = idx - seenIdx & 0xffff;
        if ((idx - publishedIdx & 0xffff) > size) {
            broken(FaultReason.AVAIL_INDEX_JUMP);
            return 0;
        }
        seenIdx = idx;
        return fresh;
    }

    @Override
    public int ringIndex() {
        return seenIdx;
    }

    @Override
    boolean take(Chain chain) {
        if (takenIdx == seenIdx) {
            return false;
        }
        int head = memory.getShort(layout.availEntry(takenIdx));
        takenIdx = takenIdx + 1 & 0xffff;
        chain.begin(head, head);
        walk(chain, head);
        return true;
    }

    private void walk(Chain chain, int head) {
        int index = head;
        int entries = 0;
        boolean more = true;
        while (more && chain.fault() == null) {
            if (index >= size) {
                chain.refuse(FaultReason.DESCRIPTOR_OUT_OF_RANGE);
            } else if (++entries > size) {
                chain.refuse(FaultReason.CHAIN_TOO_LONG);
            } else {
                long descriptor = layout.descriptor(index);
                int flags = memory.getShort(descriptor + 12);
                more = (flags & RingLayout.NEXT) != 0;
                index = memory.getShort(descriptor + 14);
                addDescriptor(chain, descriptor, flags);
            }
        }
        chain.occupies(Math.min(entries, size));
    }

    private void addDescriptor(Chain chain, long descriptor, int flags) {
        long address = memory.getLong(descriptor);
        int length = memory.getInt(descriptor + 8);
        if ((flags & RingLayout.INDIRECT) == 0) {
            addBuffer(chain, address, length, (flags & RingLayout.WRITE) != 0);
        } else if ((flags & RingLayout.NEXT) != 0) {
            chain.refuse(FaultReason.INDIRECT_NESTED);
        } else if (tableUsable(chain, address, length)) {
            walkTable(chain, address, length / RingLayout.DESCRIPTOR_BYTES);
        }
    }

    private void walkTable(Chain chain, long table, int entries) {
        int index = 0;
        int walked = 0;
        boolean more = true;
        while (more && chain.fault() == null) {
            if (index >= entries) {
                chain.refuse(FaultReason.DESCRIPTOR_OUT_OF_RANGE);
            } else if (++walked > Math.min(entries, size)) {
                chain.refuse(FaultReason.CHAIN_TOO_LONG);
            } else {
                long descriptor = table + (long) index * RingLayout.DESCRIPTOR_BYTES;
                int flags = memory.getShort(descriptor + 12);
                more = (flags & RingLayout.NEXT) != 0;
                index = memory.getShort(descriptor + 14);
                if ((flags & RingLayout.INDIRECT) != 0) {
                    chain.refuse(FaultReason.INDIRECT_NESTED);
                } else {
                    addBuffer(
                            chain,
                            memory.getLong(descriptor),
                            memory.getInt(descriptor + 8),
                            (flags & RingLayout.WRITE) != 0);
                }
            }
        }
    }

    @Override
    void write(int id, int chains, int descriptors, int length) {
        long entry = layout.usedEntry(usedIdx);
        memory.putInt(entry, id);
        memory.putInt(entry + 4, length);
        usedIdx = usedIdx + chains & 0xffff;
    }

    @Override
    public void publish() {
        publishedIdx = usedIdx;
        memory.putShortRelease(layout.deviceArea() + 2, usedIdx);
    }

    @Override
    SuppressionReason readSuppression() {
        if (layout.eventIdx()) {
            int event = memory.getShort(layout.usedEvent());
            return EventIndex.needEvent(event, publishedIdx, decidedIdx) ? null : SuppressionReason.EVENT_INDEX;
        }
        boolean unwanted = (memory.getShort(layout.driverArea()) & RingLayout.EVENTS_DISABLE) != 0;
        return unwanted ? SuppressionReason.FLAGS : null;
    }

    @Override
    public void decided() {
        decidedIdx = publishedIdx;
    }

    @Override
    public int interruptAdvice() {
        return memory.getShort(layout.eventIdx() ? layout.usedEvent() : layout.driverArea());
    }

    @Override
    public boolean interruptAdviceInvalid() {
        return memory.getShort(layout.driverArea()) > (layout.eventIdx() ? 0 : RingLayout.EVENTS_DISABLE);
    }

    @Override
    public boolean disableKicks() {
        if (!layout.eventIdx()) {
            memory.putShort(layout.deviceArea(), RingLayout.EVENTS_DISABLE);
        }
        return !layout.eventIdx();
    }

    @Override
    void armKicks() {
        if (layout.eventIdx()) {
            memory.putShort(layout.availEvent(), seenIdx);
        } else {
            memory.putShort(layout.deviceArea(), RingLayout.EVENTS_ENABLE);
        }
    }

    @Override
    public void armKicksBehind() {
        memory.putShort(layout.availEvent(), seenIdx - 1);
    }

    @Override
    public void armKicksInvalidly() {
        memory.putShort(layout.deviceArea(), RingLayout.EVENTS_DESC);
    }

    @Override
    public void rewriteUsed(Chain chain, int length) {
        memory.putInt(layout.usedEntry(usedIdx - 1) + 4, length);
    }

    @Override
    boolean hasUnseen() {
        return memory.getShortAcquire(layout.driverArea() + 2) != takenIdx;
    }

    @Override
    public int kickAdvice() {
        return memory.getShort(layout.eventIdx() ? layout.availEvent() : layout.deviceArea());
    }

    @Override
    public boolean plausible(int notificationData) {
        int idx = memory.getShortAcquire(layout.driverArea() + 2);
        return (idx - (notificationData >>> 16) & 0xffff) <= 2 * size;
    }

    @Override
    void checkUnchanged(Chain chain) {
        // A split ring's descriptors are copied when they are taken: nothing of the driver's is read again.
    }
}
