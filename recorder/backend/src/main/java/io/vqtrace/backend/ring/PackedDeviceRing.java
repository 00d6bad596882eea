package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;
import java.lang.invoke.VarHandle;

/** The device's side of a packed ring (virtio 1.4 section 2.8). */
public final class PackedDeviceRing extends DeviceRing {
    /** VIRTQ_DESC_F_AVAIL and VIRTQ_DESC_F_USED (section 2.8.1). */
    private static final int AVAIL = 1 << 7;

    private static final int USED = 1 << 15;

    /** RING_EVENT_FLAGS_DESC (section 2.8.10). */
    private static final int EVENTS_DESC = 2;

    private static final int LENGTH_AT = 8;
    private static final int ID_AT = 12;
    private static final int FLAGS_AT = 14;
    private static final int EVENT_FLAGS_AT = 2;
    private static final int NOTHING_DEFERRED = -1;

    private int seenPosition;
    private int seenWrap;

    /** How many entries the look is ahead of the taking, from 0. */
    private int seenAhead;

    /** Chains that were counted and not taken yet. */
    private int seenChains;

    private int takenPosition;
    private int takenWrap;

    /** Entries that were taken and not given back: never more than there are, whatever the driver marks as available. */
    private int outstanding;

    private int usedPosition;
    private int usedWrap;
    private int deferredPosition = NOTHING_DEFERRED;
    private int deferredFlags;
    private DescriptorLog log;
    private int unpublished;
    private int undecided;

    PackedDeviceRing(GuestMemory memory, RingSetup setup) {
        super(memory, setup);
        takenPosition = setup.position() & 0x7fff;
        takenWrap = setup.position() >>> 15 & 1;
        // DPDK's front end leaves the upper half out: a ring that was stopped has nothing between the two positions.
        int used = setup.position() >>> 16 == 0 ? setup.position() : setup.position() >>> 16;
        usedPosition = used & 0x7fff;
        usedWrap = used >>> 15 & 1;
        seeTaken();
    }

    @Override
    public int look() {
        if (seenChains == 0) {
            // A driver that shortens its lists would leave the look ahead of chains that nobody counts.
            seeTaken();
        }
        int fresh = 0;
        // The entries that the device does not hold: no driver has more to offer.
        int ahead = size - outstanding;
        while (broken() == null && seenAhead < ahead && available(seenPosition, seenWrap)) {
            fresh++;
            while (seenAhead < ahead - 1
                    && (descriptors.getShort(seenPosition * DESCRIPTOR_BYTES + FLAGS_AT) & NEXT) != 0) {
                passSeen();
            }
            passSeen();
        }
        seenChains += fresh;
        return fresh;
    }

    /** The look begins anew where the next chain is taken. */
    private void seeTaken() {
        seenAhead = 0;
        seenPosition = takenPosition;
        seenWrap = takenWrap;
    }

    private void passSeen() {
        seenAhead++;
        if (++seenPosition == size) {
            seenPosition = 0;
            seenWrap ^= 1;
        }
    }

    private boolean available(int position, int wrap) {
        return available(descriptors.getShort(position * DESCRIPTOR_BYTES + FLAGS_AT), wrap != 0);
    }

    /** The AVAIL bit is the driver's wrap counter, the USED bit its inverse (section 2.8.1). */
    private static boolean available(int flags, boolean wrap) {
        return (flags & (AVAIL | USED)) == (wrap ? AVAIL : USED);
    }

    @Override
    public int ringIndex() {
        return seenPosition;
    }

    @Override
    void takeSome(ChainBurst burst, int max) {
        int before = burst.count();
        takeAvailable(burst, max);
        seenChains = Math.max(0, seenChains - (burst.count() - before));
    }

    private void takeAvailable(ChainBurst burst, int max) {
        for (int i = 0; i < max && outstanding < size; i++) {
            int at = takenPosition * DESCRIPTOR_BYTES;
            if (!available(descriptors.getShort(at + FLAGS_AT), takenWrap != 0)) {
                return;
            }
            VarHandle.acquireFence();
            long address = descriptors.getLong(at);
            long rest = descriptors.getLong(at + LENGTH_AT);
            int id = (int) (rest >>> 32) & 0xffff;
            int flags = (int) (rest >>> 48);
            if ((flags & (NEXT | INDIRECT)) == 0
                    && log == null
                    && free(id)
                    && memory.contains(address, rest & 0xffff_ffffL)) {
                hold(id, 1);
                burst.single(id, address, (int) rest, (flags & WRITE) != 0);
                passTaken(1);
            } else {
                takeChain(burst, address, rest);
                if (broken() != null) {
                    return;
                }
                if (burst.faulty() > 0) {
                    int entries = burst.descriptors()[burst.count() - 1];
                    if (leavesRefused(burst)) {
                        stepBack(entries);
                        // It was not counted as taken.
                        seenChains--;
                    }
                    return;
                }
            }
        }
    }

    /** Takes a list of descriptors, of which the first was read already. */
    private void takeChain(ChainBurst burst, long firstAddress, long firstRest) {
        burst.begin(0);
        long address = firstAddress;
        long rest = firstRest;
        int position = takenPosition;
        int listed = 1;
        while (true) {
            int flags = (int) (rest >>> 48);
            if (!burst.refused()) {
                add(burst, address, (int) rest, flags, listed > 1);
                if (log != null && !log.descriptor(address, (int) rest, (int) (rest >>> 32) & 0xffff, flags)) {
                    burst.refuse(FaultReason.OTHER);
                }
            }
            if ((flags & NEXT) == 0) {
                break;
            }
            if (listed == size) {
                burst.refuse(FaultReason.CHAIN_TOO_LONG);
                break;
            }
            listed++;
            position = position + 1 == size ? 0 : position + 1;
            address = descriptors.getLong(position * DESCRIPTOR_BYTES);
            rest = descriptors.getLong(position * DESCRIPTOR_BYTES + LENGTH_AT);
        }
        // The id stands in the list's last descriptor (section 2.8.6).
        int id = (int) (rest >>> 32) & 0xffff;
        if (outstanding + listed > size) {
            burst.abandon();
            written(false, 0);
            breakDown(FaultReason.DESCRIPTOR_OVERWRITTEN);
            return;
        }
        burst.headed(id);
        passTaken(listed);
        end(burst, id, listed);
        written(burst.fault(burst.count() - 1) == null, id);
    }

    /** Tells the log what became of the descriptors that it was shown. */
    private void written(boolean taken, int id) {
        if (log == null) {
            return;
        }
        if (taken) {
            log.taken(id);
        } else {
            log.abandoned();
        }
    }

    /**
     * Shows a log what is taken from now on.
     *
     * @param newLog the log
     */
    public void log(DescriptorLog newLog) {
        log = newLog;
    }

    /**
     * Returns where the next used descriptor goes.
     *
     * @return a descriptor's index
     */
    public int usedIndex() {
        return usedPosition;
    }

    /**
     * Returns the used wrap counter there.
     *
     * @return true for 1
     */
    public boolean usedWrap() {
        return usedWrap != 0;
    }

    /**
     * Returns a descriptor's flags.
     *
     * @param index the descriptor, below the ring's size
     * @return 16 bits
     */
    public int flags(int index) {
        return descriptors.getShort(index * DESCRIPTOR_BYTES + FLAGS_AT) & 0xffff;
    }

    /**
     * Goes on behind chains that a former life took and did not return.
     *
     * @param used where the next used descriptor goes, below the ring's size
     * @param wrap the used wrap counter there
     * @param taken ring entries of the chains, each of which is to be retaken; up to the ring's size
     */
    public void resume(int used, boolean wrap, int taken) {
        usedPosition = used;
        usedWrap = wrap ? 1 : 0;
        takenPosition = used;
        takenWrap = usedWrap;
        outstanding = 0;
        passTaken(taken);
        seenChains = 0;
        seeTaken();
    }

    /**
     * Begins a chain that a former life took.
     *
     * @param burst what it is added to
     */
    public void beginRetake(ChainBurst burst) {
        burst.begin(0);
    }

    /**
     * Adds a descriptor of the chain, as it was in the ring.
     *
     * @param burst the burst
     * @param address as in the ring
     * @param length as in the ring
     * @param flags as in the ring
     * @param inList whether it is not the chain's first
     */
    public void retake(ChainBurst burst, long address, int length, int flags, boolean inList) {
        if (!burst.refused()) {
            add(burst, address, length, flags, inList);
        }
    }

    /**
     * Ends the chain.
     *
     * @param burst the burst
     * @param id its buffer id, any number
     * @param count its ring entries
     */
    public void endRetake(ChainBurst burst, int id, int count) {
        burst.headed(id);
        end(burst, id, count);
    }

    private void passTaken(int count) {
        outstanding += count;
        takenPosition += count;
        if (takenPosition >= size) {
            takenPosition -= size;
            takenWrap ^= 1;
        }
        seenAhead -= count;
        if (seenAhead < 0) {
            seeTaken();
        }
    }

    private void add(ChainBurst burst, long address, int length, int flags, boolean inList) {
        if ((flags & INDIRECT) == 0) {
            addBuffer(burst, address, length, (flags & WRITE) != 0);
        } else if (inList || (flags & NEXT) != 0) {
            burst.refuse(FaultReason.INDIRECT_NESTED);
        } else if (tableUsable(burst, address, length)) {
            walkTable(burst, address, length / DESCRIPTOR_BYTES);
        }
    }

    /** The table's entries follow each other, whatever their NEXT flags (section 2.8.7). */
    private void walkTable(ChainBurst burst, long table, int tableEntries) {
        if (tableEntries > size) {
            burst.refuse(FaultReason.CHAIN_TOO_LONG);
        }
        for (int i = 0; i < tableEntries && !burst.refused(); i++) {
            long at = table + (long) i * DESCRIPTOR_BYTES;
            long address = memory.getLong(at);
            long rest = memory.getLong(at + LENGTH_AT);
            int flags = (int) (rest >>> 48);
            if ((flags & INDIRECT) != 0) {
                burst.refuse(FaultReason.INDIRECT_NESTED);
            } else {
                addBuffer(burst, address, (int) rest, (flags & WRITE) != 0);
            }
        }
    }

    @Override
    void stepBack(int descriptorCount) {
        seenAhead += descriptorCount;
        seenChains++;
        outstanding -= descriptorCount;
        takenPosition -= descriptorCount;
        if (takenPosition < 0) {
            takenPosition += size;
            takenWrap ^= 1;
        }
    }

    @Override
    void write(int head, int descriptorCount, int length) {
        int at = usedPosition * DESCRIPTOR_BYTES;
        int flags = (usedWrap == 0 ? 0 : USED | AVAIL) | (length == 0 ? 0 : WRITE);
        if (deferredPosition == NOTHING_DEFERRED) {
            deferredPosition = at + FLAGS_AT;
            deferredFlags = flags;
            descriptors.putInt(at + LENGTH_AT, length);
            descriptors.putShort(at + ID_AT, (short) head);
        } else {
            descriptors.putLong(
                    at + LENGTH_AT, Integer.toUnsignedLong(length) | (long) head << 32 | (long) flags << 48);
        }
        outstanding -= descriptorCount;
        unpublished += descriptorCount;
        usedPosition += descriptorCount;
        if (usedPosition >= size) {
            usedPosition -= size;
            usedWrap ^= 1;
        }
    }

    /** The driver looks at descriptors in ring order: it is enough that the first one's flags come last. */
    @Override
    public void publish() {
        if (deferredPosition != NOTHING_DEFERRED) {
            VarHandle.releaseFence();
            descriptors.putShort(deferredPosition, (short) deferredFlags);
            deferredPosition = NOTHING_DEFERRED;
        }
        undecided = Math.min(size, undecided + unpublished);
        unpublished = 0;
    }

    @Override
    public SuppressionReason suppression(int advice) {
        int flags = advice >>> 16 & 3;
        if (flags == EVENTS_DISABLE) {
            return SuppressionReason.FLAGS;
        }
        if (flags != EVENTS_DESC || !setup.eventIdx()) {
            return null;
        }
        int event = advice & 0x7fff;
        if ((advice >>> 15 & 1) != usedWrap) {
            event -= size;
        }
        return EventIndex.needEvent(event, usedPosition, usedPosition - undecided)
                ? null
                : SuppressionReason.EVENT_INDEX;
    }

    @Override
    public void decided() {
        undecided = 0;
    }

    @Override
    int readAdvice() {
        return driverArea.getInt(0);
    }

    @Override
    public boolean disableKicks() {
        deviceArea.putShort(EVENT_FLAGS_AT, (short) EVENTS_DISABLE);
        return true;
    }

    @Override
    void armKicks() {
        if (setup.eventIdx()) {
            deviceArea.putShort(0, (short) (takenPosition | takenWrap << 15));
            VarHandle.releaseFence();
            deviceArea.putShort(EVENT_FLAGS_AT, (short) EVENTS_DESC);
        } else {
            deviceArea.putShort(EVENT_FLAGS_AT, (short) EVENTS_ENABLE);
        }
    }

    @Override
    boolean hasMore() {
        // What is marked while the device holds every entry cannot be taken: to go on for it would be to spin.
        return outstanding < size && available(takenPosition, takenWrap);
    }

    @Override
    public int kickAdvice() {
        return deviceArea.getInt(0);
    }

    @Override
    public int position() {
        return takenPosition | takenWrap << 15 | usedPosition << 16 | usedWrap << 31;
    }
}
