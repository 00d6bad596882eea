package io.vqtrace.trace;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An Arrow IPC stream being written to a file: schema message, record batches, end-of-stream marker.
 *
 * <p>The end of the last whole message is kept, so that a failed write leaves nothing behind that a later one does not
 * overwrite or {@link #close} does not cut off. Every {@link IOException} names the file. Not thread-safe.
 */
final class ArrowStreamFile implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private final ArrowMessages messages = new ArrowMessages();
    private long size;
    private int batches;

    private ArrowStreamFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Creates the file and writes the schema; on failure no file is left.
     *
     * @throws IOException if the file exists or cannot be written
     */
    static ArrowStreamFile create(Path file, ArrowSchema schema) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ArrowStreamFile stream = new ArrowStreamFile(file, channel);
        try {
            stream.appendMessage(new ByteBuffer[] {stream.messages.schema(schema)});
            return stream;
        } catch (IOException e) {
            try (channel) {
                Files.deleteIfExists(file);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /**
     * Appends a record batch in one gathering write.
     *
     * @param layout describes the body
     * @param body the body's parts in order, {@code layout.bodyLength()} bytes in all
     * @return the offset of the body in the file
     */
    long append(BatchLayout layout, List<ByteBuffer> body) throws IOException {
        ByteBuffer[] parts = new ByteBuffer[body.size() + 1];
        parts[0] = messages.recordBatch(layout);
        for (int i = 1; i < parts.length; i++) {
            parts[i] = body.get(i - 1);
        }
        long bodyOffset = size + parts[0].remaining();
        appendMessage(parts);
        batches++;
        return bodyOffset;
    }

    private void appendMessage(ByteBuffer[] parts) throws IOException {
        try {
            size += writeFully(channel, size, parts);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /** Returns the bytes that the stream would have if a batch of that layout were appended and the stream ended. */
    long sizeWith(BatchLayout layout) {
        return endWith(layout) + ArrowMessages.PREFIX_BYTES;
    }

    /** Returns where a batch of that layout would end if it were appended. */
    long endWith(BatchLayout layout) {
        return size + messages.recordBatchLength(layout) + layout.bodyLength();
    }

    /** Returns the bytes of all whole messages, after {@link #close} with the end-of-stream marker. */
    long size() {
        return size;
    }

    int batches() {
        return batches;
    }

    /** Cuts off what a failed write left, appends the end-of-stream marker and closes the file in any case. */
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.truncate(size);
            size += writeFully(channel, size, new ByteBuffer[] {messages.endOfStream()});
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /** Overwrites a part of an existing file. */
    static void overwrite(Path file, long offset, List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeFully(channel, offset, parts.toArray(ByteBuffer[]::new));
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /** Fills buffers from a part of an existing file. */
    static void read(Path file, long offset, List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = offset;
            for (ByteBuffer part : parts) {
                while (part.hasRemaining()) {
                    int count = channel.read(part, at);
                    if (count < 0) {
                        throw new EOFException("ends before byte " + (at + part.remaining()));
                    }
                    at += count;
                }
            }
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    private static long writeFully(FileChannel channel, long offset, ByteBuffer[] parts) throws IOException {
        long total = 0;
        for (ByteBuffer part : parts) {
            total += part.remaining();
        }
        channel.position(offset);
        long written = 0;
        while (written < total) {
            written += channel.write(parts);
        }
        return total;
    }

    /** Returns the exception itself if it names a file, else one that does and has it as cause. */
    static IOException named(Path file, IOException e) {
        if (e instanceof FileSystemException) {
            return e;
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        FileSystemException named = new FileSystemException(file.toString(), null, reason);
        named.initCause(e);
        return named;
    }
}
