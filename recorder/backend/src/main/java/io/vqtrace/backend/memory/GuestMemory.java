package io.vqtrace.backend.memory;

import java.util.List;

/** The memory that a front end shares, immutable: a new table makes a new one. */
public final class GuestMemory {
    private final List<MemoryRegion> regions;

    private GuestMemory(List<MemoryRegion> regions) {
        this.regions = regions;
    }

    /**
     * Makes a memory.
     *
     * @param regions its regions, none overlapping
     * @return the memory
     */
    public static GuestMemory of(List<MemoryRegion> regions) {
        return new GuestMemory(List.copyOf(regions));
    }

    /**
     * Translates an address of the front end's process.
     *
     * @param userAddress first byte
     * @param length bytes
     * @return the guest address, or -1 if the range does not lie in one region
     */
    public long toGuest(long userAddress, long length) {
        for (MemoryRegion region : regions) {
            long offset = userAddress - region.userAddress();
            if (offset >= 0 && length >= 0 && offset <= region.size() - length) {
                return region.guestAddress() + offset;
            }
        }
        return -1;
    }
}
