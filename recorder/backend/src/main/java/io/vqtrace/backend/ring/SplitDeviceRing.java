package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;
import java.lang.invoke.VarHandle;

/** The device's side of a split ring (virtio 1.4 section 2.7). */
public final class SplitDeviceRing extends DeviceRing {
    private static final int FLAGS = 0;
    private static final int INDEX = 2;
    private static final int ENTRIES = 4;
    private static final int USED_ENTRY_BYTES = 8;

    private final int mask;
    private final int usedEventAt;
    private final int availEventAt;
    private int announcedIdx;
    private int seenIdx;
    private int takenIdx;
    private int usedIdx;
    private int publishedIdx;
    private int undecided;

    SplitDeviceRing(GuestMemory memory, RingSetup setup) {
        super(memory, setup);
        mask = size - 1;
        usedEventAt = ENTRIES + Short.BYTES * size;
        availEventAt = ENTRIES + USED_ENTRY_BYTES * size;
        takenIdx = setup.position() & 0xffff;
        announcedIdx = takenIdx;
        seenIdx = takenIdx;
        usedIdx = deviceArea.getShort(INDEX) & 0xffff;
        publishedIdx = usedIdx;
    }

    @Override
    public int look() {
        if (broken() != null || !observe()) {
            return 0;
        }
        int fresh = seenIdx - announcedIdx & 0xffff;
        announcedIdx = seenIdx;
        return fresh;
    }

    @Override
    public int ringIndex() {
        return announcedIdx;
    }

    /** Reads the driver's index; false if it cannot be right (section 2.7.6.1), which breaks the ring. */
    private boolean observe() {
        int idx = driverArea.getShort(INDEX) & 0xffff;
        VarHandle.acquireFence();
        boolean behind = (idx - takenIdx & 0xffff) < (seenIdx - takenIdx & 0xffff);
        if (behind || (idx - publishedIdx & 0xffff) > size || (idx - takenIdx & 0xffff) > size) {
            breakDown(FaultReason.AVAIL_INDEX_JUMP);
            return false;
        }
        seenIdx = idx;
        return true;
    }

    @Override
    void takeSome(ChainBurst burst, int max) {
        if ((seenIdx - takenIdx & 0xffff) < max && !observe()) {
            return;
        }
        int count = Math.min(max, seenIdx - takenIdx & 0xffff);
        int index = takenIdx;
        for (int i = 0; i < count; i++) {
            int head = driverArea.getShort(ENTRIES + Short.BYTES * (index & mask)) & 0xffff;
            if (!takeSingle(burst, head)) {
                takeChain(burst, head);
                if (burst.faulty() > 0) {
                    index += leavesRefused(burst) ? 0 : 1;
                    break;
                }
            }
            index++;
        }
        takenIdx = index & 0xffff;
        if ((seenIdx - announcedIdx & 0xffff) > (seenIdx - takenIdx & 0xffff)) {
            announcedIdx = takenIdx;
        }
    }

    /** Takes a chain of one descriptor that breaks no rule; everything else is read anew, from the start. */
    private boolean takeSingle(ChainBurst burst, int head) {
        if (!free(head)) {
            return false;
        }
        int at = head * DESCRIPTOR_BYTES;
        long address = descriptors.getLong(at);
        long rest = descriptors.getLong(at + Long.BYTES);
        int flags = (int) (rest >>> 32);
        if ((flags & (NEXT | INDIRECT)) != 0 || !memory.contains(address, rest & 0xffff_ffffL)) {
            return false;
        }
        hold(head, 1);
        burst.single(head, address, (int) rest, (flags & WRITE) != 0);
        return true;
    }

    private void takeChain(ChainBurst burst, int head) {
        burst.begin(head);
        int index = head;
        int walked = 0;
        boolean more = true;
        while (more && !burst.refused()) {
            if (index >= size) {
                burst.refuse(FaultReason.DESCRIPTOR_OUT_OF_RANGE);
            } else if (++walked > size) {
                burst.refuse(FaultReason.CHAIN_TOO_LONG);
            } else {
                int at = index * DESCRIPTOR_BYTES;
                long address = descriptors.getLong(at);
                long rest = descriptors.getLong(at + Long.BYTES);
                int flags = (int) (rest >>> 32) & 0xffff;
                more = (flags & NEXT) != 0;
                index = (int) (rest >>> 48);
                add(burst, address, (int) rest, flags);
            }
        }
        end(burst, head, Math.min(walked, size));
    }

    private void add(ChainBurst burst, long address, int length, int flags) {
        if ((flags & INDIRECT) == 0) {
            addBuffer(burst, address, length, (flags & WRITE) != 0);
        } else if ((flags & NEXT) != 0) {
            burst.refuse(FaultReason.INDIRECT_NESTED);
        } else if (tableUsable(burst, address, length)) {
            walkTable(burst, address, length / DESCRIPTOR_BYTES);
        }
    }

    private void walkTable(ChainBurst burst, long table, int tableEntries) {
        int index = 0;
        int walked = 0;
        boolean more = true;
        while (more && !burst.refused()) {
            if (index >= tableEntries) {
                burst.refuse(FaultReason.DESCRIPTOR_OUT_OF_RANGE);
            } else if (++walked > Math.min(tableEntries, size)) {
                burst.refuse(FaultReason.CHAIN_TOO_LONG);
            } else {
                long at = table + (long) index * DESCRIPTOR_BYTES;
                long address = memory.getLong(at);
                long rest = memory.getLong(at + Long.BYTES);
                int flags = (int) (rest >>> 32) & 0xffff;
                more = (flags & NEXT) != 0;
                index = (int) (rest >>> 48);
                if ((flags & INDIRECT) != 0) {
                    burst.refuse(FaultReason.INDIRECT_NESTED);
                } else {
                    addBuffer(burst, address, (int) rest, (flags & WRITE) != 0);
                }
            }
        }
    }

    /**
     * Returns where the next used element goes.
     *
     * @return 0 to 65535
     */
    public int usedIndex() {
        return usedIdx;
    }

    /**
     * Goes on behind chains that a former life took and did not return: they lie between the used and the available index.
     *
     * @param chains how many; each is to be {@linkplain #retake retaken}
     */
    public void resume(int chains) {
        takenIdx = usedIdx + chains & 0xffff;
        seenIdx = takenIdx;
        announcedIdx = takenIdx;
    }

    /**
     * Takes a chain that a former life took.
     *
     * @param burst what it is added to
     * @param head its head, below the ring's size
     */
    public void retake(ChainBurst burst, int head) {
        takeChain(burst, head);
    }

    @Override
    void stepBack(int descriptorCount) {
        takenIdx = takenIdx - 1 & 0xffff;
    }

    @Override
    void write(int head, int descriptorCount, int length) {
        deviceArea.putLong(ENTRIES + USED_ENTRY_BYTES * (usedIdx & mask), head | (long) length << 32);
        usedIdx = usedIdx + 1 & 0xffff;
    }

    @Override
    public void publish() {
        undecided = Math.min(0xffff, undecided + (usedIdx - publishedIdx & 0xffff));
        publishedIdx = usedIdx;
        VarHandle.releaseFence();
        deviceArea.putShort(INDEX, (short) usedIdx);
    }

    @Override
    public SuppressionReason suppression(int advice) {
        if (setup.eventIdx()) {
            return EventIndex.needEvent(advice, publishedIdx, publishedIdx - undecided)
                    ? null
                    : SuppressionReason.EVENT_INDEX;
        }
        return (advice & EVENTS_DISABLE) != 0 ? SuppressionReason.FLAGS : null;
    }

    @Override
    public void decided() {
        undecided = 0;
    }

    @Override
    int readAdvice() {
        return driverArea.getShort(setup.eventIdx() ? usedEventAt : FLAGS) & 0xffff;
    }

    @Override
    public boolean disableKicks() {
        // With EVENT_IDX an avail_event that stays behind does it.
        if (!setup.eventIdx()) {
            deviceArea.putShort(FLAGS, (short) EVENTS_DISABLE);
        }
        return !setup.eventIdx();
    }

    @Override
    void armKicks() {
        if (setup.eventIdx()) {
            deviceArea.putShort(availEventAt, (short) takenIdx);
        } else {
            deviceArea.putShort(FLAGS, (short) EVENTS_ENABLE);
        }
    }

    @Override
    boolean hasMore() {
        return seenIdx != takenIdx || (driverArea.getShort(INDEX) & 0xffff) != takenIdx;
    }

    @Override
    public int kickAdvice() {
        return deviceArea.getShort(setup.eventIdx() ? availEventAt : FLAGS) & 0xffff;
    }

    @Override
    public int position() {
        return takenIdx;
    }
}
