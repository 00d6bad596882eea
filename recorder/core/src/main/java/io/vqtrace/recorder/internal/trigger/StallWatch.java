package io.vqtrace.recorder.internal.trigger;

/**
 * Since when a queue has had requests and completed none.
 *
 * <p>The begin is exact where it can be: the later of the last completion and the POP of the oldest chain in flight. Where
 * neither is known the sample that first saw it stands in, so that a stall is taken for shorter than it is, never longer.
 */
final class StallWatch {
    private final WatchedQueue queue;
    private final Episode episode = new Episode();
    private long returned;
    private long lastCompletionNs;
    private long lastRowNs = Long.MIN_VALUE;
    private long busySinceNs;
    private boolean busy;
    private boolean refined;
    private long oldestPop;

    StallWatch(WatchedQueue queue, long nowNs) {
        this.queue = queue;
        restart(nowNs);
    }

    /** Forgets what was seen before {@code nowNs}. */
    void restart(long nowNs) {
        returned = queue.returned();
        lastCompletionNs = nowNs;
        idle();
    }

    private void idle() {
        busy = false;
        begin();
    }

    private void begin() {
        refined = false;
        episode.rearm();
    }

    /** A USED row of the queue passed. */
    void completedAt(long ts) {
        lastRowNs = Math.max(lastRowNs, ts);
    }

    /**
     * Takes a sample, after the rows up to it were seen.
     *
     * @return for how long the queue has been stalled, nanoseconds; 0 if it is not
     */
    long sample(long nowNs, long returnedNow, long depth) {
        if (returnedNow != returned) {
            returned = returnedNow;
            // A row lost to a gap, or not yet published, tells no time: then the sample's does.
            lastCompletionNs = lastRowNs > lastCompletionNs ? lastRowNs : nowNs;
            begin();
        }
        if (depth <= 0) {
            idle();
            return 0;
        }
        if (!busy) {
            busy = true;
            busySinceNs = nowNs;
            return 0;
        }
        if (!refined) {
            refined = true;
            refine();
        }
        return Math.max(0, nowNs - Math.max(lastCompletionNs, busySinceNs));
    }

    private void refine() {
        oldestPop = Long.MAX_VALUE;
        queue.openChains((head, popTs, descriptors, inFlight) -> oldestPop = Math.min(oldestPop, popTs));
        busySinceNs = Math.min(busySinceNs, oldestPop);
    }

    Episode episode() {
        return episode;
    }
}
