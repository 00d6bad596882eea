package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;

/**
 * Where a queue's ring lies and what was negotiated for it.
 *
 * @param packed whether it is a packed ring
 * @param size entries: a power of two if split, 1 to 32768
 * @param descriptorArea guest address of the descriptor area
 * @param driverArea guest address of the driver area
 * @param deviceArea guest address of the device area
 * @param eventIdx whether VIRTIO_F_EVENT_IDX was negotiated
 * @param indirect whether VIRTIO_F_INDIRECT_DESC was negotiated
 * @param inOrder whether VIRTIO_F_IN_ORDER was negotiated
 */
public record RingLayout(
        boolean packed,
        int size,
        long descriptorArea,
        long driverArea,
        long deviceArea,
        boolean eventIdx,
        boolean indirect,
        boolean inOrder) {
    /** Largest number of entries (virtio 1.4 sections 2.7 and 2.8). */
    public static final int MAX_SIZE = 32768;

    /** Bytes of a descriptor in either layout. */
    static final int DESCRIPTOR_BYTES = 16;

    /** VIRTQ_DESC_F_NEXT. */
    static final int NEXT = 1;

    /** VIRTQ_DESC_F_WRITE. */
    static final int WRITE = 2;

    /** VIRTQ_DESC_F_INDIRECT. */
    static final int INDIRECT = 4;

    /** VIRTQ_DESC_F_AVAIL of a packed descriptor. */
    static final int AVAIL = 1 << 7;

    /** VIRTQ_DESC_F_USED of a packed descriptor. */
    static final int USED = 1 << 15;

    /** RING_EVENT_FLAGS_ENABLE. */
    static final int EVENTS_ENABLE = 0;

    /** RING_EVENT_FLAGS_DISABLE; VIRTQ_AVAIL_F_NO_INTERRUPT and VIRTQ_USED_F_NO_NOTIFY have the same value. */
    static final int EVENTS_DISABLE = 1;

    /** RING_EVENT_FLAGS_DESC. */
    static final int EVENTS_DESC = 2;

    /**
     * Allocates the three areas of a ring, zeroed and aligned as sections 2.7 and 2.8.10.1 demand.
     *
     * @param memory where
     * @param packed as for the constructor
     * @param size as for the constructor
     * @param eventIdx as for the constructor
     * @param indirect as for the constructor
     * @param inOrder as for the constructor
     * @return the layout
     */
    public static RingLayout allocate(
            GuestMemory memory, boolean packed, int size, boolean eventIdx, boolean indirect, boolean inOrder) {
        long descriptors = memory.allocate(size * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES);
        long driver = packed ? memory.allocate(4, 4) : memory.allocate(6 + 2 * size, 4);
        long device = packed ? memory.allocate(4, 4) : memory.allocate(6 + 8 * size, 4);
        return new RingLayout(packed, size, descriptors, driver, device, eventIdx, indirect, inOrder);
    }

    /**
     * Tells whether size, alignment and addresses are as the specification demands.
     *
     * @param memory the memory that the areas must lie in
     * @return true if a ring can be run on it
     */
    public boolean valid(GuestMemory memory) {
        boolean sized = size > 0 && size <= MAX_SIZE && (packed || Integer.bitCount(size) == 1);
        int driverAlignment = packed ? 4 : 2;
        return sized
                && descriptorArea % DESCRIPTOR_BYTES == 0
                && driverArea % driverAlignment == 0
                && deviceArea % 4 == 0
                && memory.contains(descriptorArea, (long) size * DESCRIPTOR_BYTES)
                && memory.contains(driverArea, packed ? 4 : 6 + 2L * size)
                && memory.contains(deviceArea, packed ? 4 : 6 + 8L * size);
    }

    long descriptor(int index) {
        return descriptorArea + (long) index * DESCRIPTOR_BYTES;
    }

    long availEntry(int index) {
        return driverArea + 4 + 2L * (index & size - 1);
    }

    long usedEntry(int index) {
        return deviceArea + 4 + 8L * (index & size - 1);
    }

    long usedEvent() {
        return driverArea + 4 + 2L * size;
    }

    long availEvent() {
        return deviceArea + 4 + 8L * size;
    }
}
