package io.vqtrace.backend.protocol;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * The answer to a request.
 *
 * @param payload from position to limit
 * @param file travels with it as a descriptor and is closed here then; or null
 */
record Reply(ByteBuffer payload, RandomAccessFile file) implements AutoCloseable {
    static Reply of(long value) {
        return new Reply(Libc.memory(Long.BYTES).putLong(0, value), null);
    }

    FileDescriptor descriptor() throws IOException {
        return file == null ? null : file.getFD();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
