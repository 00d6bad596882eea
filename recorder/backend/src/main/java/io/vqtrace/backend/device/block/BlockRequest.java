package io.vqtrace.backend.device.block;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.ChainIo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What one request asks for: header and ranges (virtio 1.4 section 5.2.6) as copied from the guest's memory once, so that
 * what was checked is what is done. Reusable.
 */
final class BlockRequest {
    static final int HEADER_BYTES = 16;
    static final int STATUS_BYTES = 1;

    private static final int RANGE_BYTES = 16;
    private static final int UNMAP = 1;

    private final ByteBuffer copy = ByteBuffer.allocate(HEADER_BYTES + BlockConfig.MAX_RANGES * RANGE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    private BlockCommand command;
    private long outBytes;
    private long inBytes;

    /**
     * Reads a request.
     *
     * @return false if it has no whole header or no room for its status: nothing can be answered
     */
    boolean parse(GuestMemory memory, ChainBurst burst, int chain) {
        outBytes = Integer.toUnsignedLong(burst.outBytes()[chain]) - HEADER_BYTES;
        inBytes = Integer.toUnsignedLong(burst.inBytes()[chain]) - STATUS_BYTES;
        if (outBytes < 0 || inBytes < 0) {
            return false;
        }
        ChainIo.read(memory, burst, chain, 0, copy, 0, copy.capacity());
        command = BlockCommand.ofType(copy.getInt(0));
        return true;
    }

    /** Returns what is asked for; null if the disk does not know it. */
    BlockCommand command() {
        return command;
    }

    /** Returns the bytes of device-readable data, the header not counted. */
    long outBytes() {
        return outBytes;
    }

    /** Returns the bytes of room for data, the status not counted. */
    long inBytes() {
        return inBytes;
    }

    /** Returns the header's sector. */
    long sector() {
        return copy.getLong(8);
    }

    /** Returns the sector by which the request is recorded: where the first range starts, or the header's. */
    long firstSector() {
        return namesRanges() && ranges() > 0 ? rangeSector(0) : sector();
    }

    /** Returns the number of ranges; -1 if the data is no whole number of them, or too many. */
    int ranges() {
        boolean whole = outBytes % RANGE_BYTES == 0 && outBytes / RANGE_BYTES <= BlockConfig.MAX_RANGES;
        return whole ? (int) (outBytes / RANGE_BYTES) : -1;
    }

    long rangeSector(int range) {
        return copy.getLong(HEADER_BYTES + range * RANGE_BYTES);
    }

    long rangeSectors(int range) {
        return Integer.toUnsignedLong(copy.getInt(HEADER_BYTES + range * RANGE_BYTES + 8));
    }

    boolean rangeUnmap(int range) {
        return (rangeFlags(range) & UNMAP) != 0;
    }

    /** Tells whether a range has flags that no version of the specification defines. */
    boolean rangeReserved(int range) {
        return (rangeFlags(range) & ~UNMAP) != 0;
    }

    private int rangeFlags(int range) {
        return copy.getInt(HEADER_BYTES + range * RANGE_BYTES + 12);
    }

    private boolean namesRanges() {
        return command == BlockCommand.DISCARD || command == BlockCommand.WRITE_ZEROES;
    }
}
