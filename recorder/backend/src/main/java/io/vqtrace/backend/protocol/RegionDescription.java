package io.vqtrace.backend.protocol;

import java.nio.ByteBuffer;

/**
 * A memory region as the front end describes it; all numbers unchecked.
 *
 * @param guestAddress guest-physical address of its first byte
 * @param size bytes
 * @param userAddress address of its first byte in the front end's process
 * @param offset where it starts in the descriptor's file
 */
record RegionDescription(long guestAddress, long size, long userAddress, long offset) {
    static RegionDescription read(ByteBuffer payload) {
        return new RegionDescription(payload.getLong(), payload.getLong(), payload.getLong(), payload.getLong());
    }

    /** Checks the numbers by themselves. */
    void check() throws ProtocolException {
        if (size <= 0
                || isNegativeOrWraps(guestAddress)
                || isNegativeOrWraps(userAddress)
                || isNegativeOrWraps(offset)) {
            throw Refusal.ofMemory("no region can be " + this);
        }
    }

    /** Addresses of the upper half are the kernel's: nobody shares them. */
    private boolean isNegativeOrWraps(long start) {
        return start < 0 || start > Long.MAX_VALUE - size;
    }

    boolean overlaps(RegionDescription other) {
        return overlap(guestAddress, size, other.guestAddress, other.size)
                || overlap(userAddress, size, other.userAddress, other.size);
    }

    private static boolean overlap(long first, long firstSize, long second, long secondSize) {
        return first < second + secondSize && second < first + firstSize;
    }

    /** A region is told apart by everything but its offset. */
    boolean same(RegionDescription other) {
        return guestAddress == other.guestAddress && size == other.size && userAddress == other.userAddress;
    }

    @Override
    public String toString() {
        return String.format(
                "%d bytes at 0x%x (0x%x in the front end, from 0x%x of the file)",
                size, guestAddress, userAddress, offset);
    }
}
