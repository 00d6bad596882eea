package io.vqtrace.recorder.internal.trigger;

/**
 * Since when a ring has been full without a dip.
 *
 * <p>A sample alone cannot tell what happened since the one before it. The lowest occupancy between two samples stands
 * right before a publication, where the backend tells of those, or else right before a POP: the queue notes dips before
 * publications, and each chain carries the depth at its POP, in its USED row or, if it is still in flight, in the table of
 * heads. So every dip is found before a ring is called full.
 *
 * <p>Occupancy is in chains times the mean number of descriptors of the chains in flight, where that is known, and in
 * chains otherwise; chains not yet taken count as one descriptor each. Both are lower bounds.
 */
final class RingFullWatch {
    private static final int FULL_TENTHS = 9;

    private final WatchedQueue queue;
    private final Episode episode = new Episode();
    private long lastDipNs;
    private boolean candidate;
    private boolean knowsPublications;
    private long occupied;
    private long maxDescriptors = 1;
    private double descriptorsPerChain = 1;
    private long limit;
    private long openDescriptors;
    private long openChains;

    RingFullWatch(WatchedQueue queue, long nowNs) {
        this.queue = queue;
        restart(nowNs);
    }

    /** Forgets what was seen before {@code nowNs}. */
    void restart(long nowNs) {
        lastDipNs = nowNs;
        candidate = false;
        episode.rearm();
    }

    /** Samples the counters. Rows that pass from now on are looked at if the ring is full. */
    void sample(long nowNs, long inFlight, long waiting) {
        int size = queue.size();
        limit = (FULL_TENTHS * (long) size + 9) / 10;
        knowsPublications = waiting >= 0;
        candidate = size > 0 && occupancy(inFlight, Math.max(0, waiting)) >= limit;
        if (!candidate) {
            dip(nowNs);
        }
    }

    private long occupancy(long inFlight, long waiting) {
        descriptorsPerChain = 1;
        occupied = inFlight + waiting;
        if (inFlight * maxDescriptors + waiting >= limit && maxDescriptors > 1) {
            openDescriptors = 0;
            openChains = 0;
            queue.openChains((head, popTs, descriptors, depth) -> {
                openDescriptors += Math.max(1, descriptors);
                openChains++;
            });
            if (openChains > 0) {
                descriptorsPerChain = (double) openDescriptors / openChains;
                occupied = Math.round(inFlight * descriptorsPerChain) + waiting;
            }
        }
        if (knowsPublications) {
            queue.lowMark((int) Math.ceil(limit / descriptorsPerChain));
        }
        return occupied;
    }

    /** Tells whether the last sample found the ring full: only then do rows matter. */
    boolean candidate() {
        return candidate;
    }

    /** Takes note of how many ring entries the queue's chains occupy. */
    void descriptors(long count) {
        maxDescriptors = Math.max(maxDescriptors, count);
    }

    /** A chain had {@code inFlight} chains in flight right after its POP, itself included. */
    void popped(long popTs, long inFlight) {
        if (!knowsPublications && (inFlight - 1) * descriptorsPerChain < limit) {
            dip(popTs);
        }
    }

    /** Rows of the queue were lost up to {@code ts}: what they would have told is not known. */
    void lostRows(long ts) {
        dip(ts);
    }

    private void dip(long ts) {
        if (ts > lastDipNs) {
            lastDipNs = ts;
            episode.rearm();
        }
    }

    /**
     * Decides, after the rows up to {@code nowNs} were seen.
     *
     * @return for how long the ring has been full, nanoseconds; 0 if it is not
     */
    long fullFor(long nowNs, long thresholdNs) {
        if (!candidate || nowNs - lastDipNs <= thresholdNs) {
            return 0;
        }
        if (knowsPublications) {
            dip(queue.lowAt());
        } else {
            queue.openChains((head, popTs, descriptors, inFlight) -> popped(popTs, inFlight));
        }
        return Math.max(0, nowNs - lastDipNs);
    }

    /** Returns the occupancy of the last sample, in ring entries. */
    long occupied() {
        return occupied;
    }

    Episode episode() {
        return episode;
    }
}
