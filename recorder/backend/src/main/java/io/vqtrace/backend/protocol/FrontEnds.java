package io.vqtrace.backend.protocol;

import java.io.IOException;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** Where connections to front ends come from, one after the other. */
interface FrontEnds extends AutoCloseable {
    /**
     * Waits for the next.
     *
     * @return null once closed
     * @throws IOException if there can be no more
     */
    AFUNIXSocketChannel next() throws IOException;

    /** Ends the waiting; from any thread. */
    @Override
    void close() throws IOException;
}
