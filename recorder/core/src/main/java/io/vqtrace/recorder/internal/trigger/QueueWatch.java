package io.vqtrace.recorder.internal.trigger;

/** What the triggers keep of one queue: its last sample and the lasting conditions. Drain thread only. */
final class QueueWatch {
    private final WatchedQueue queue;
    private final RingFullWatch ringFull;
    private final StallWatch stall;
    private final SlowWatch slow;
    private boolean supply;
    private long returned;
    private long inFlight;
    private long waiting;

    QueueWatch(WatchedQueue queue, long nowNs) {
        this.queue = queue;
        ringFull = new RingFullWatch(queue, nowNs);
        stall = new StallWatch(queue, nowNs);
        slow = new SlowWatch(queue);
    }

    void restart(long nowNs) {
        ringFull.restart(nowNs);
        stall.restart(nowNs);
    }

    /** Reads the counters; {@code returned} first, so that a depth is never too small by what happens meanwhile. */
    void sample(long nowNs, boolean watchRingFull) {
        supply = queue.supply();
        returned = queue.returned();
        long popped = queue.popped();
        long published = queue.published();
        inFlight = Math.max(0, popped - returned);
        waiting = published < 0 ? WatchedQueue.UNKNOWN : Math.max(0, published - popped);
        if (watchRingFull && !supply) {
            ringFull.sample(nowNs, inFlight, waiting);
        }
    }

    boolean supply() {
        return supply;
    }

    long returned() {
        return returned;
    }

    long inFlight() {
        return inFlight;
    }

    /** Returns the chains published and not yet taken, or {@link WatchedQueue#UNKNOWN}. */
    long waiting() {
        return waiting;
    }

    long depth() {
        return inFlight + Math.max(0, waiting);
    }

    WatchedQueue queue() {
        return queue;
    }

    RingFullWatch ringFull() {
        return ringFull;
    }

    StallWatch stall() {
        return stall;
    }

    SlowWatch slow() {
        return slow;
    }
}
