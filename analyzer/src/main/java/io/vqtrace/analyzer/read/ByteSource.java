package io.vqtrace.analyzer.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one file of a trace. Reading forwards is cheap everywhere; backwards may start over. Not thread-safe. */
interface ByteSource extends Closeable {
    /** Returns the file's name inside its trace. */
    String name();

    /** Returns the file's length in bytes when it was opened. */
    long size();

    /**
     * Fills the target up to its limit with the bytes from a position on.
     *
     * @throws java.io.EOFException if the file ends earlier
     */
    void read(long position, ByteBuffer target) throws IOException;
}
