package io.vqtrace.recorder.internal.trigger;

/** The slowest request in flight of a queue, and which one was reported, so that its USED row does not fire again. */
final class SlowWatch {
    private final WatchedQueue queue;
    private int oldestHead;
    private long oldestPop;
    private int reportedHead = -1;
    private long reportedPop;

    SlowWatch(WatchedQueue queue) {
        this.queue = queue;
    }

    /**
     * Looks for the oldest request in flight.
     *
     * @return for how long it has been in flight, nanoseconds; 0 if there is none or it was reported
     */
    long inFlightFor(long nowNs) {
        oldestPop = Long.MAX_VALUE;
        queue.openChains((head, popTs, descriptors, inFlight) -> {
            if (popTs < oldestPop) {
                oldestPop = popTs;
                oldestHead = head;
            }
        });
        return oldestPop >= nowNs || reported(oldestHead, oldestPop) ? 0 : nowNs - oldestPop;
    }

    int oldestHead() {
        return oldestHead;
    }

    void report() {
        reportedHead = oldestHead;
        reportedPop = oldestPop;
    }

    boolean reported(int head, long popTs) {
        return head == reportedHead && popTs == reportedPop;
    }
}
