package io.vqtrace.trace;

import java.nio.ByteBuffer;

/** Compresses single buffers. An interface, so that no other class has to link with the compression library. */
interface BufferCompressor extends AutoCloseable {
    /** Returns the largest size to which {@code length} bytes can grow. */
    long bound(int length);

    /**
     * Compresses bytes of a direct buffer into another.
     *
     * @return the number of bytes stored from {@code targetAt}
     */
    int compress(ByteBuffer source, int sourceAt, int length, ByteBuffer target, int targetAt);

    @Override
    void close();
}
