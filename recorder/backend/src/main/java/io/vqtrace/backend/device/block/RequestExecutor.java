package io.vqtrace.backend.device.block;

import io.vqtrace.backend.internal.LostMemory;
import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.ChainIo;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Does what requests ask for (virtio 1.4 section 5.2.6.2) and writes their status; one thread. */
final class RequestExecutor {
    private final BlockImage image;
    private final ImageLane lane;
    private final Pacer pacer;
    private final Durability durability;
    private final Troubles troubles;
    private final ByteBuffer id;
    private final IoVector vector = new IoVector();
    private int usedBytes;

    RequestExecutor(
            BlockImage image, ImageLane lane, Pacer pacer, Durability durability, Troubles troubles, ByteBuffer id) {
        this.image = image;
        this.lane = lane;
        this.pacer = pacer;
        this.durability = durability;
        this.troubles = troubles;
        this.id = id;
    }

    /** Tells when written data must be on the medium. */
    @FunctionalInterface
    interface Durability {
        /** True if a write is answered only then; false if a flush brings it there. */
        boolean writeThrough();
    }

    /** Serves a request that was parsed; returns its status. */
    int execute(GuestMemory memory, ChainBurst burst, int chain, BlockRequest request) {
        usedBytes = 0;
        pacer.await();
        long statusAt = statusAddress(burst, chain);
        int status;
        try {
            status = perform(memory, burst, chain, request);
        } catch (IOException | RuntimeException e) {
            if (LostMemory.isGone(memory.slice(statusAt, BlockRequest.STATUS_BYTES))) {
                throw new IndexOutOfBoundsException("the guest's memory is gone: " + e.getMessage());
            }
            troubles.failed(request, e);
            status = BlockStatus.IOERR;
        } finally {
            vector.clear();
        }
        memory.putByte(statusAt, status);
        // The length counts from the first writable byte without a gap: up to the status only if all before it was
        // written.
        usedBytes = usedBytes == request.inBytes() ? usedBytes + BlockRequest.STATUS_BYTES : usedBytes;
        return status;
    }

    /** Returns the used length of the request executed last. */
    int usedBytes() {
        return usedBytes;
    }

    private int perform(GuestMemory memory, ChainBurst burst, int chain, BlockRequest request) throws IOException {
        BlockCommand command = request.command();
        if (command == null) {
            return BlockStatus.UNSUPP;
        }
        return switch (command) {
            case IN -> read(memory, burst, chain, request);
            case OUT -> write(memory, burst, chain, request);
            case FLUSH -> {
                lane.flush();
                yield BlockStatus.OK;
            }
            case GET_ID -> {
                int length = (int) Math.min(BlockOptions.ID_BYTES, request.inBytes());
                usedBytes = ChainIo.write(memory, burst, chain, 0, id, 0, length);
                yield BlockStatus.OK;
            }
            case DISCARD, WRITE_ZEROES -> ranges(request, command == BlockCommand.DISCARD);
        };
    }

    private int read(GuestMemory memory, ChainBurst burst, int chain, BlockRequest request) throws IOException {
        long length = request.inBytes();
        if (!onDisk(request.sector(), length)) {
            return BlockStatus.IOERR;
        }
        int first = burst.first(chain);
        vector.set(memory, burst, first + burst.readable(chain), first + burst.buffers(chain), 0, length);
        lane.read(vector, request.sector() * BlockConfig.SECTOR_BYTES);
        usedBytes = (int) length;
        return BlockStatus.OK;
    }

    private int write(GuestMemory memory, ChainBurst burst, int chain, BlockRequest request) throws IOException {
        long length = request.outBytes();
        if (image.readOnly() || !onDisk(request.sector(), length)) {
            return BlockStatus.IOERR;
        }
        int first = burst.first(chain);
        vector.set(memory, burst, first, first + burst.readable(chain), BlockRequest.HEADER_BYTES, length);
        lane.write(vector, request.sector() * BlockConfig.SECTOR_BYTES);
        settle();
        return BlockStatus.OK;
    }

    private int ranges(BlockRequest request, boolean discard) throws IOException {
        int count = request.ranges();
        if (image.readOnly() || count < 1) {
            return BlockStatus.IOERR;
        }
        for (int i = 0; i < count; i++) {
            // Section 5.2.6.2: reserved flags, and unmap of a discard, are answered with UNSUPP.
            if (request.rangeReserved(i) || discard && request.rangeUnmap(i)) {
                return BlockStatus.UNSUPP;
            }
            long sectors = request.rangeSectors(i);
            if (sectors > BlockConfig.MAX_RANGE_SECTORS
                    || !onDisk(request.rangeSector(i), sectors * BlockConfig.SECTOR_BYTES)) {
                return BlockStatus.IOERR;
            }
        }
        for (int i = 0; i < count; i++) {
            long position = request.rangeSector(i) * BlockConfig.SECTOR_BYTES;
            long length = request.rangeSectors(i) * BlockConfig.SECTOR_BYTES;
            if (length == 0) {
                continue;
            }
            if (discard) {
                lane.discard(position, length);
            } else {
                lane.zero(position, length, request.rangeUnmap(i));
            }
        }
        settle();
        return BlockStatus.OK;
    }

    private void settle() throws IOException {
        if (durability.writeThrough()) {
            lane.flush();
        }
    }

    private boolean onDisk(long sector, long length) {
        long sectors = length / BlockConfig.SECTOR_BYTES;
        return length % BlockConfig.SECTOR_BYTES == 0
                && sector >= 0
                && sectors <= image.sectors()
                && sector <= image.sectors() - sectors;
    }

    /** The last writable byte, whichever buffer holds it. */
    private static long statusAddress(ChainBurst burst, int chain) {
        int buffer = burst.first(chain) + burst.buffers(chain) - 1;
        while (burst.length(buffer) == 0) {
            buffer--;
        }
        return burst.address(buffer) + Integer.toUnsignedLong(burst.length(buffer)) - 1;
    }
}
