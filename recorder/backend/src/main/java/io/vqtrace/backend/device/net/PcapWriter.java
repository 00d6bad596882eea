package io.vqtrace.backend.device.net;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Writes frames into a capture file: the classic pcap format with nanoseconds, link type Ethernet. Trouble with the file ends
 * the capture, not the traffic. Any thread.
 */
public final class PcapWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PcapWriter.class.getName());

    /** The magic number of files whose times have nanoseconds. */
    private static final int MAGIC = 0xa1b2_3c4d;

    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int SNAPSHOT_LENGTH = 262_144;
    private static final int ETHERNET = 1;
    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());
    private long frames;
    private boolean broken;

    /**
     * Creates a capture file.
     *
     * @param path the file, replaced if it exists
     * @throws IOException if it cannot be created
     */
    public PcapWriter(Path path) throws IOException {
        file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        buffer.putInt(MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(SNAPSHOT_LENGTH)
                .putInt(ETHERNET);
        assert buffer.position() == FILE_HEADER_BYTES;
        try {
            drain();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Adds a frame, with the time of now.
     *
     * @param frame holds it from index 0; its position stays
     * @param length bytes, up to 65535
     */
    public synchronized void write(ByteBuffer frame, int length) {
        if (broken || !file.isOpen()) {
            return;
        }
        try {
            if (buffer.remaining() < RECORD_HEADER_BYTES + length) {
                drain();
            }
            Instant now = Instant.now();
            buffer.putInt((int) now.getEpochSecond())
                    .putInt(now.getNano())
                    .putInt(length)
                    .putInt(length);
            buffer.put(buffer.position(), frame, 0, length);
            buffer.position(buffer.position() + length);
            frames++;
        } catch (IOException e) {
            broken = true;
            LOG.log(Level.WARNING, "the packet capture ends after " + frames + " frames", e);
        }
    }

    /**
     * Returns how many frames were added.
     *
     * @return from 0
     */
    public synchronized long frames() {
        return frames;
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!file.isOpen()) {
            return;
        }
        try (file) {
            if (!broken) {
                drain();
            }
        }
    }
}
