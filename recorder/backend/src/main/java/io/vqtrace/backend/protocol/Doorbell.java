package io.vqtrace.backend.protocol;

import java.io.IOException;

/**
 * An event descriptor by which one side tells the other to look at a queue (Linux eventfd): the kick, which the back end
 * waits for, or the call and error, which it rings.
 *
 * <p>Any thread may ring; one thread waits and drains. No call blocks but {@link #await}. Ringing a kick oneself wakes the
 * thread that awaits it. Threads that use a doorbell must not be interrupted.
 */
public interface Doorbell extends AutoCloseable {
    /**
     * Waits until the doorbell was rung since it was last drained.
     *
     * @param nanos how long at most; 0 only looks
     * @return true if it was rung
     * @throws IOException if the descriptor cannot be waited for, closed for instance
     */
    boolean await(long nanos) throws IOException;

    /**
     * Takes the rings that have come.
     *
     * @return how many, 0 if none
     * @throws IOException if the descriptor cannot be read
     */
    long drain() throws IOException;

    /**
     * Rings. A doorbell that nobody drained for 2^64 rings stays rung.
     *
     * @throws IOException if the descriptor cannot be written
     */
    void ring() throws IOException;

    /** Closes the descriptor, once; nothing may await it then. */
    @Override
    void close();
}
