package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;

/** The device's side of a packed ring (virtio 1.4 section 2.8). */
final class PackedDeviceRing extends DeviceRing {
    private static final int NOTHING_DEFERRED = -1;

    private int seenPosition;
    private int seenWrap = 1;
    private int seenChains;
    private int takenPosition;
    private long takenEntries;
    private long usedEntries;
    private int usedPosition;
    private int usedWrap = 1;
    private int sinceDecision;
    private int deferredPosition = NOTHING_DEFERRED;
    private int deferredFlags;
    private int unpublished;

    PackedDeviceRing(GuestMemory memory, RingLayout layout) {
        super(memory, layout);
    }

    @Override
    int look() {
        int fresh = 0;
        while (available(seenPosition, seenWrap) && seenChains + fresh < size) {
            fresh++;
            int entries = 1;
            while ((memory.getShort(layout.descriptor(seenPosition) + 14) & RingLayout.NEXT) != 0 && entries < size) {
                entries++;
                passSeen();
            }
            passSeen();
        }
        seenChains += fresh;
        return fresh;
    }

    private void passSeen() {
        if (++seenPosition == size) {
            seenPosition = 0;
            seenWrap ^= 1;
        }
    }

    private boolean available(int position, int wrap) {
        int flags = memory.getShortAcquire(layout.descriptor(position) + 14);
        int avail = (flags & RingLayout.AVAIL) == 0 ? 0 : 1;
        int used = (flags & RingLayout.USED) == 0 ? 0 : 1;
        return avail == wrap && used != wrap;
    }

    @Override
    public int ringIndex() {
        return seenPosition;
    }

    @Override
    boolean take(Chain chain) {
        if (seenChains == 0) {
            return false;
        }
        seenChains--;
        int first = takenPosition;
        chain.begin(0, takenEntries);
        int entries = 0;
        boolean more = true;
        while (more) {
            long descriptor = layout.descriptor(takenPosition);
            int flags = memory.getShort(descriptor + 14);
            entries++;
            more = (flags & RingLayout.NEXT) != 0;
            if (more && entries == size) {
                chain.refuse(FaultReason.CHAIN_TOO_LONG);
                more = false;
            }
            chain.head(memory.getShort(descriptor + 12));
            addDescriptor(chain, descriptor, flags, entries > 1);
            takenPosition = takenPosition + 1 == size ? 0 : takenPosition + 1;
        }
        if (chain.head() >= size) {
            chain.refuse(FaultReason.DESCRIPTOR_OUT_OF_RANGE);
        }
        takenEntries += entries;
        chain.occupies(entries);
        chain.fingerprint(fingerprint(first));
        return true;
    }

    private void addDescriptor(Chain chain, long descriptor, int flags, boolean inList) {
        long address = memory.getLong(descriptor);
        int length = memory.getInt(descriptor + 8);
        if ((flags & RingLayout.INDIRECT) == 0) {
            addBuffer(chain, address, length, (flags & RingLayout.WRITE) != 0);
        } else if (inList || (flags & RingLayout.NEXT) != 0) {
            chain.refuse(FaultReason.INDIRECT_NESTED);
        } else if (tableUsable(chain, address, length)) {
            walkTable(chain, address, length / RingLayout.DESCRIPTOR_BYTES);
        }
    }

    private void walkTable(Chain chain, long table, int entries) {
        if (entries > size) {
            chain.refuse(FaultReason.CHAIN_TOO_LONG);
            return;
        }
        for (int i = 0; i < entries && chain.fault() == null; i++) {
            long descriptor = table + (long) i * RingLayout.DESCRIPTOR_BYTES;
            int flags = memory.getShort(descriptor + 14);
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

    @Override
    void write(int id, int chains, int descriptors, int length) {
        long descriptor = layout.descriptor(usedPosition);
        int flags = (usedWrap == 1 ? RingLayout.USED | RingLayout.AVAIL : 0) | (length == 0 ? 0 : RingLayout.WRITE);
        memory.putShort(descriptor + 12, id);
        memory.putInt(descriptor + 8, length);
        if (deferredPosition == NOTHING_DEFERRED) {
            deferredPosition = usedPosition;
            deferredFlags = flags;
        } else {
            memory.putShortRelease(descriptor + 14, flags);
        }
        unpublished += descriptors;
        usedEntries += descriptors;
        usedPosition += descriptors;
        if (usedPosition >= size) {
            usedPosition -= size;
            usedWrap ^= 1;
        }
    }

    @Override
    public void publish() {
        if (deferredPosition != NOTHING_DEFERRED) {
            memory.putShortRelease(layout.descriptor(deferredPosition) + 14, deferredFlags);
            deferredPosition = NOTHING_DEFERRED;
        }
        sinceDecision += unpublished;
        unpublished = 0;
    }

    @Override
    SuppressionReason readSuppression() {
        int flags = memory.getShortAcquire(layout.driverArea() + 2) & 3;
        if (flags == RingLayout.EVENTS_DISABLE) {
            return SuppressionReason.FLAGS;
        }
        if (flags != RingLayout.EVENTS_DESC || !layout.eventIdx()) {
            return null;
        }
        int event = memory.getShort(layout.driverArea());
        return PackedEvent.reached(event, usedPosition, usedWrap, sinceDecision, size)
                ? null
                : SuppressionReason.EVENT_INDEX;
    }

    @Override
    public void decided() {
        sinceDecision = 0;
    }

    @Override
    public int interruptAdvice() {
        return memory.getInt(layout.driverArea());
    }

    @Override
    public boolean interruptAdviceInvalid() {
        return memory.getShort(layout.driverArea() + 2)
                > (layout.eventIdx() ? RingLayout.EVENTS_DESC : RingLayout.EVENTS_DISABLE);
    }

    @Override
    public boolean disableKicks() {
        memory.putShort(layout.deviceArea() + 2, RingLayout.EVENTS_DISABLE);
        return true;
    }

    @Override
    void armKicks() {
        if (layout.eventIdx()) {
            memory.putShort(layout.deviceArea(), seenPosition | seenWrap << 15);
            memory.putShortRelease(layout.deviceArea() + 2, RingLayout.EVENTS_DESC);
        } else {
            memory.putShort(layout.deviceArea() + 2, RingLayout.EVENTS_ENABLE);
        }
    }

    @Override
    public void armKicksBehind() {
        int behind = seenPosition == 0 ? size - 1 : seenPosition - 1;
        memory.putShort(layout.deviceArea(), behind | (seenPosition == 0 ? seenWrap ^ 1 : seenWrap) << 15);
        memory.putShortRelease(layout.deviceArea() + 2, RingLayout.EVENTS_DESC);
    }

    @Override
    public void armKicksInvalidly() {
        memory.putShort(layout.deviceArea() + 2, RingLayout.EVENTS_DISABLE | RingLayout.EVENTS_DESC);
    }

    @Override
    public void rewriteUsed(Chain chain, int length) {
        int position = usedPosition - chain.descriptors();
        memory.putInt(layout.descriptor(position < 0 ? position + size : position) + 8, length);
    }

    @Override
    boolean hasUnseen() {
        return seenChains > 0 || available(seenPosition, seenWrap);
    }

    @Override
    public int kickAdvice() {
        return memory.getInt(layout.deviceArea());
    }

    @Override
    public boolean plausible(int notificationData) {
        return (notificationData >>> 16 & 0x7fff) < size;
    }

    @Override
    void checkUnchanged(Chain chain) {
        // What the used index has passed is the device's own writing, or the driver's next lap.
        boolean untouched = usedEntries <= chain.place();
        if (untouched && chain.fault() == null && fingerprint((int) (chain.place() % size)) != chain.fingerprint()) {
            chain.refuse(FaultReason.DESCRIPTOR_OVERWRITTEN);
        }
    }

    private long fingerprint(int position) {
        long descriptor = layout.descriptor(position);
        return memory.getLong(descriptor) * 31 + memory.getInt(descriptor + 8);
    }
}
