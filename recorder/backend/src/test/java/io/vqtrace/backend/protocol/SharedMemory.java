package io.vqtrace.backend.protocol;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that a front end shares: a sparse file without a name. */
final class SharedMemory implements AutoCloseable {
    private final RandomAccessFile file;

    SharedMemory(long bytes) throws IOException {
        Path path = Files.createTempFile(Path.of("/dev/shm"), "vqtrace-test-", null);
        file = new RandomAccessFile(path.toFile(), "rw");
        Files.delete(path);
        file.setLength(bytes);
    }

    FileDescriptor descriptor() throws IOException {
        return file.getFD();
    }

    ByteBuffer map(long offset, int bytes) throws IOException {
        return file.getChannel().map(MapMode.READ_WRITE, offset, bytes).order(ByteOrder.nativeOrder());
    }

    void cut(long bytes) throws IOException {
        file.setLength(bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
