package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;

/**
 * Where a queue's ring lies, what was negotiated for it, and where the device begins in it.
 *
 * @param packed whether it is a packed ring
 * @param size entries: 1 to 32768, a power of two if split
 * @param descriptorArea guest address of the descriptor area
 * @param driverArea guest address of the driver area: avail ring, or driver event suppression
 * @param deviceArea guest address of the device area: used ring, or device event suppression
 * @param indirect whether VIRTIO_F_INDIRECT_DESC was negotiated
 * @param eventIdx whether VIRTIO_F_EVENT_IDX was negotiated
 * @param inOrder whether VIRTIO_F_IN_ORDER was negotiated
 * @param position what VHOST_USER_SET_VRING_BASE sets: of a split ring the next available index in bits 0 to 15; of a packed
 *     one the next available descriptor in bits 0 to 14, its wrap counter in bit 15, the next used one in bits 16 to 30 and
 *     its wrap counter in bit 31; these upper bits 0 if they are the same as the lower
 */
public record RingSetup(
        boolean packed,
        int size,
        long descriptorArea,
        long driverArea,
        long deviceArea,
        boolean indirect,
        boolean eventIdx,
        boolean inOrder,
        int position) {
    /** Largest number of entries (virtio 1.4 sections 2.7 and 2.8). */
    public static final int MAX_SIZE = 32768;

    /** The position of a packed ring that was never used: both wrap counters are 1 (section 2.8.1). */
    public static final int PACKED_START = 0x8000_8000;

    /**
     * Returns the bytes of the descriptor area.
     *
     * @param size entries
     * @return bytes
     */
    public static long descriptorBytes(int size) {
        return 16L * size;
    }

    /**
     * Returns the bytes of the driver area.
     *
     * @param packed whether the ring is packed
     * @param size entries
     * @return bytes, of a split ring with {@code used_event}
     */
    public static long driverBytes(boolean packed, int size) {
        return packed ? 4 : 6 + 2L * size;
    }

    /**
     * Returns the bytes of the device area.
     *
     * @param packed whether the ring is packed
     * @param size entries
     * @return bytes, of a split ring with {@code avail_event}
     */
    public static long deviceBytes(boolean packed, int size) {
        return packed ? 4 : 6 + 8L * size;
    }

    /**
     * Tells whether size, alignment, addresses and position are as the specification demands.
     *
     * @param memory what the areas must lie in, each in one region
     * @return true if a ring can be run on it
     */
    public boolean valid(GuestMemory memory) {
        boolean sized = size > 0 && size <= MAX_SIZE && (packed || Integer.bitCount(size) == 1);
        int driverAlignment = packed ? 4 : 2;
        return sized
                && (!packed || (position & 0x7fff) < size && (position >>> 16 & 0x7fff) < size)
                && descriptorArea % 16 == 0
                && driverArea % driverAlignment == 0
                && deviceArea % 4 == 0
                && memory.contiguous(descriptorArea) >= descriptorBytes(size)
                && memory.contiguous(driverArea) >= driverBytes(packed, size)
                && memory.contiguous(deviceArea) >= deviceBytes(packed, size);
    }
}
