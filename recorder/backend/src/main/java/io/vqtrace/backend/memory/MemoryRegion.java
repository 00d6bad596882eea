package io.vqtrace.backend.memory;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A contiguous range of guest memory, mapped.
 *
 * @param guestAddress guest-physical address of the first byte
 * @param userAddress address of the first byte in the front end's process, in which ring addresses are told
 * @param size bytes, from 1
 * @param pieces the mapping in order, pieces of 1 GiB but the last: together {@code size} bytes
 */
public record MemoryRegion(long guestAddress, long userAddress, long size, List<ByteBuffer> pieces) {
    /** Copies the list. */
    public MemoryRegion {
        pieces = List.copyOf(pieces);
    }
}
