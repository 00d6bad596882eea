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

    /**
     * Returns what becomes readable when another front end has come.
     *
     * @return a descriptor, open until {@link #close}; negative if front ends come only when they are asked for
     */
    int descriptor();

    /** Ends the waiting; from any thread. */
    @Override
    void close() throws IOException;
}
