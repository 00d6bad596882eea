package io.vqtrace.recorder.internal.trigger;

/** What the drain thread can see of a queue without asking its two sides to wait: counters and the table of heads. */
public interface WatchedQueue {
    /** Returned for a counter that the backend does not tell. */
    long UNKNOWN = -1;

    /** Returns the device's id in the trace. */
    int device();

    /** Returns the queue's index. */
    int queue();

    /** Returns the device's name. */
    String deviceName();

    /** Tells whether the driver parks buffers on the queue, by what is known of the device by now. */
    boolean supply();

    /** Returns the ring's entries, or 0 if unknown. */
    int size();

    /** Returns how many chains were published, or {@link #UNKNOWN}. */
    long published();

    /** Returns how many chains were taken. */
    long popped();

    /** Returns how many chains were returned, used or not. */
    long returned();

    /**
     * Returns when a publication last found fewer than {@link #lowMark} chains outstanding.
     *
     * @return epoch nanoseconds, or {@code Long.MIN_VALUE}
     */
    long lowAt();

    /** Sets the number of outstanding chains below which a publication counts as a dip. */
    void lowMark(int chains);

    /** Shows each chain that is in flight right now; one that changes meanwhile may be missed. */
    void openChains(OpenChain visitor);

    /** Sees the chains in flight. */
    @FunctionalInterface
    interface OpenChain {
        /**
         * Sees one chain.
         *
         * @param head its head
         * @param popTs time of its POP, epoch nanoseconds
         * @param descriptors ring entries it occupies, or -1
         * @param inFlight chains in flight right after its POP, itself included
         */
        void chain(int head, long popTs, int descriptors, int inFlight);
    }
}
