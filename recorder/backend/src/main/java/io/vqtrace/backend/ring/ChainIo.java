package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;
import java.nio.ByteBuffer;

/** Reads and writes the content of chains across their buffers. Nothing allocates. */
public final class ChainIo {
    private ChainIo() {}

    /**
     * Copies from a chain's device-readable buffers.
     *
     * @param memory in which the chain lies
     * @param burst the chain's burst
     * @param chain which one
     * @param offset bytes of the readable content to skip
     * @param into where the bytes go; its position stays
     * @param index where in it
     * @param length bytes wanted
     * @return bytes copied: less than wanted if the content ends before
     */
    public static int read(
            GuestMemory memory, ChainBurst burst, int chain, long offset, ByteBuffer into, int index, int length) {
        int first = burst.first(chain);
        int end = first + burst.readable(chain);
        long skip = offset;
        int done = 0;
        for (int buffer = first; buffer < end && done < length; buffer++) {
            long size = Integer.toUnsignedLong(burst.length(buffer));
            if (skip >= size) {
                skip -= size;
            } else {
                int part = (int) Math.min(length - done, size - skip);
                memory.read(burst.address(buffer) + skip, into, index + done, part);
                done += part;
                skip = 0;
            }
        }
        return done;
    }

    /**
     * Copies into a chain's device-writable buffers.
     *
     * @param memory in which the chain lies
     * @param burst the chain's burst
     * @param chain which one
     * @param offset bytes of the writable content to skip
     * @param from the bytes; its position stays
     * @param index where in it
     * @param length bytes to write
     * @return bytes copied: less if the buffers end before
     */
    public static int write(
            GuestMemory memory, ChainBurst burst, int chain, long offset, ByteBuffer from, int index, int length) {
        int first = burst.first(chain) + burst.readable(chain);
        int end = burst.first(chain) + burst.buffers(chain);
        long skip = offset;
        int done = 0;
        for (int buffer = first; buffer < end && done < length; buffer++) {
            long size = Integer.toUnsignedLong(burst.length(buffer));
            if (skip >= size) {
                skip -= size;
            } else {
                int part = (int) Math.min(length - done, size - skip);
                memory.write(from, index + done, burst.address(buffer) + skip, part);
                done += part;
                skip = 0;
            }
        }
        return done;
    }
}
