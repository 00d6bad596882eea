package io.vqtrace.analyzer.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A plain file. */
final class FileSource implements ByteSource {
    private final String name;
    private final FileChannel channel;
    private final long size;

    /** Opens a file, of which no more is read than it had when it was listed. */
    FileSource(Path file, String name, long listedSize) throws IOException {
        this.name = name;
        channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            size = Math.min(channel.size(), listedSize);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(name + " ends at byte " + at);
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
