package io.vqtrace.recorder.internal.path;

import java.nio.ByteBuffer;

/**
 * Where a recorder's memory comes from: plain direct buffers, or mapped files. Asked once for each part, when the recorder is
 * opened. Every buffer is direct, little-endian, zero, starts at a multiple of 64 bytes and has position 0.
 */
public interface MemorySource {
    /** Returns one buffer for each chunk. */
    ByteBuffer[] chunks(int count, int bytesEach);

    /** Returns the buffer for requests in flight. */
    ByteBuffer heads(int bytes);

    /** Returns the buffer for negotiation records. */
    ByteBuffer control(int bytes);
}
