package io.vqtrace.backend.device;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.ChainBurst;
import java.nio.ByteBuffer;

/** Copies to and from the buffers of a chain as if each direction were one range of bytes. Without state. */
public final class ChainData {
    private ChainData() {}

    /**
     * Reads from a chain's device-readable buffers.
     *
     * @param memory where they lie
     * @param burst the chain's burst
     * @param chain its place in the burst
     * @param offset bytes to skip
     * @param into the buffer; its position stays
     * @param length bytes at most
     * @return bytes copied to the buffer's start: fewer than {@code length} if the chain has no more
     */
    public static int read(
            GuestMemory memory, ChainBurst burst, int chain, long offset, ByteBuffer into, int length) {
        int done = 0;
        long skip = offset;
        int end = burst.first(chain) + burst.readable(chain);
        for (int buffer = burst.first(chain); buffer < end && done < length; buffer++) {
            long size = Integer.toUnsignedLong(burst.length(buffer));
            if (skip < size) {
                int part = (int) Math.min(size - skip, length - done);
                memory.read(burst.address(buffer) + skip, into, done, part);
                done += part;
            }
            skip = Math.max(0, skip - size);
        }
        return done;
    }

    /**
     * Writes into a chain's device-writable buffers.
     *
     * @param memory where they lie
     * @param burst the chain's burst
     * @param chain its place in the burst
     * @param offset bytes to skip
     * @param from the buffer; its position stays
     * @param length bytes at most, from the buffer's start
     * @return bytes copied: fewer than {@code length} if the chain has no more room
     */
    public static int write(
            GuestMemory memory, ChainBurst burst, int chain, long offset, ByteBuffer from, int length) {
        int done = 0;
        long skip = offset;
        int end = burst.first(chain) + burst.buffers(chain);
        for (int buffer = burst.first(chain) + burst.readable(chain); buffer < end && done < length; buffer++) {
            long size = Integer.toUnsignedLong(burst.length(buffer));
            if (skip < size) {
                int part = (int) Math.min(size - skip, length - done);
                memory.write(from, done, burst.address(buffer) + skip, part);
                done += part;
            }
            skip = Math.max(0, skip - size);
        }
        return done;
    }
}
