package io.vqtrace.backend.protocol;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.memory.MemoryRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The memory regions that a front end shares: set as a table, or added and removed one by one. One thread. */
final class MemoryTable {
    /** Regions that are added one by one, at most: more would make looking up an address slow. */
    static final int MAX_SLOTS = 64;

    /** More than any guest has; every GiB of it is a mapping of its own. */
    private static final long MAX_BYTES = 4L << 40;

    private List<Region> regions = List.of();

    private record Region(RegionDescription description, MemoryRegion mapped) {}

    GuestMemory memory() {
        return GuestMemory.of(regions.stream().map(Region::mapped).toList());
    }

    void clear() {
        regions = List.of();
    }

    /**
     * Replaces the table; on failure it stays as it was.
     *
     * @param descriptors of the regions, in their order; they stay the caller's to close
     */
    void set(List<RegionDescription> descriptions, Descriptors descriptors) throws ProtocolException {
        List<Region> table = new ArrayList<>();
        for (int i = 0; i < descriptions.size(); i++) {
            add(table, descriptions.get(i), descriptors.get(i));
        }
        regions = List.copyOf(table);
    }

    void add(RegionDescription description, int descriptor) throws ProtocolException {
        if (regions.size() >= MAX_SLOTS) {
            throw Refusal.ofMemory("more than " + MAX_SLOTS + " memory regions");
        }
        List<Region> table = new ArrayList<>(regions);
        add(table, description, descriptor);
        regions = List.copyOf(table);
    }

    void remove(RegionDescription description) throws ProtocolException {
        List<Region> table = new ArrayList<>(regions);
        if (!table.removeIf(region -> region.description().same(description))) {
            throw Refusal.ofMemory("there is no region of " + description);
        }
        regions = List.copyOf(table);
    }

    private static void add(List<Region> table, RegionDescription description, int descriptor)
            throws ProtocolException {
        description.check();
        long bytes = description.size();
        for (Region other : table) {
            if (other.description().overlaps(description)) {
                throw Refusal.ofMemory("regions overlap: " + description + " and " + other.description());
            }
            bytes = Math.addExact(bytes, other.description().size());
        }
        if (bytes > MAX_BYTES) {
            throw Refusal.ofMemory("a guest memory of " + bytes + " bytes is more than is mapped");
        }
        table.add(new Region(description, map(description, descriptor)));
    }

    private static MemoryRegion map(RegionDescription description, int descriptor) throws ProtocolException {
        long size = description.size();
        long offset = description.offset();
        try {
            List<ByteBuffer> pieces = SharedFile.map(descriptor, offset + size, file -> {
                List<ByteBuffer> mapped = new ArrayList<>();
                for (int i = 0; i < MemoryRegion.pieceCount(size); i++) {
                    mapped.add(file.piece(offset + i * MemoryRegion.PIECE_BYTES, MemoryRegion.pieceSize(size, i)));
                }
                return mapped;
            });
            return new MemoryRegion(description.guestAddress(), description.userAddress(), size, pieces);
        } catch (IOException e) {
            throw Refusal.ofMemory("cannot map " + description + ": " + e.getMessage());
        }
    }
}
