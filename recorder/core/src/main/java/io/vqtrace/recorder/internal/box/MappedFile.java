package io.vqtrace.recorder.internal.box;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Makes mapped memory into which a store never fails: the file is written full with zeros, since a store into a hole of a
 * full tmpfs is a fault in the caller, and every page is touched, so that none is brought in on the data path.
 */
final class MappedFile {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int PAGE_BYTES = 4096;

    private MappedFile() {}

    /**
     * Fills a file and maps it.
     *
     * @param channel an empty file; closed afterwards by the caller, which the mapping survives
     * @param bytes its length
     * @throws IOException if there is no room
     */
    static ByteBuffer map(FileChannel channel, int bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(BLOCK_BYTES, bytes));
        for (long at = 0; at < bytes; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
            at += channel.write(zeros, at);
        }
        ByteBuffer memory =
                channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes; at += PAGE_BYTES) {
            memory.put(at, (byte) 0);
        }
        return memory;
    }
}
