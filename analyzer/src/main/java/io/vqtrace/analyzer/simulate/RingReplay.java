package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.simulate.RingFigures.AddedWaitNs;
import org.HdrHistogram.Histogram;

/**
 * Replays the requests of a queue on a ring of another size, one after the other: each is published once the driver wants
 * it and the ring has room, taken once the backend has, and ends after its own service time. Costs one pass over the
 * requests. Immutable; runs may go on in parallel.
 *
 * <p>All waiting is for an end at a known position: room in the ring, a place in the backend and the driver's wish each
 * wait for the k-th end among the requests before, so that one sorted array of ends serves all three.
 */
final class RingReplay {
    /** Significant decimal digits of the waits' percentiles. */
    private static final int DIGITS = 3;

    /**
     * What would have happened.
     *
     * @param publishedNs when requests were published, ascending
     * @param takenNs when they were taken, ascending
     * @param ends when they ended
     * @param waits how long they waited for room in the ring
     * @param delayed requests that waited at all
     * @param lastWaitNs how long the last one waited
     */
    record Run(long[] publishedNs, long[] takenNs, EndTimes ends, AddedWaitNs waits, long delayed, long lastWaitNs) {}

    private final RingRequests requests;
    private final RingDemand demand;
    private final RingBackend backend;

    RingReplay(RingRequests requests, RingDemand demand, RingBackend backend) {
        this.requests = requests;
        this.demand = demand;
        this.backend = backend;
    }

    /**
     * Replays.
     *
     * @param size ring entries, at least those of the largest request
     */
    Run on(long size) {
        int count = requests.count();
        long[] published = new long[count];
        long[] taken = new long[count];
        EndTimes ends = new EndTimes(requests);
        Histogram waits = new Histogram(DIGITS);
        long longest = 0;
        long delayed = 0;
        long wait = 0;
        long occupied = 0;
        int released = 0;
        long room = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long wanted = wanted(i, ends);
            while (occupied + requests.entries(i) > size) {
                occupied -= ends.entries(released);
                room = ends.at(released++) + demand.turnaroundNs(i);
            }
            occupied += requests.entries(i);
            long before = i == 0 ? Long.MIN_VALUE : published[i - 1];
            published[i] = Math.max(Math.max(wanted, room), before);
            wait = published[i] - wanted;
            if (wait > 0) {
                delayed++;
                longest = Math.max(longest, wait);
                waits.recordValue(wait);
            }
            serve(i, published[i], taken, ends);
        }
        waits.recordValueWithCount(0, count - delayed);
        return new Run(published, taken, ends, summary(waits, longest), delayed, wait);
    }

    private static AddedWaitNs summary(Histogram waits, long longest) {
        return new AddedWaitNs(
                waits.getMean(),
                Math.min(longest, waits.getValueAtPercentile(50)),
                Math.min(longest, waits.getValueAtPercentile(99)),
                longest);
    }

    private long wanted(int i, EndTimes ends) {
        return demand.closed() && i >= demand.outstanding()
                ? ends.at(i - demand.outstanding()) + demand.thinkNs()[i]
                : requests.arrivedNs()[i];
    }

    private void serve(int i, long publishedNs, long[] taken, EndTimes ends) {
        int places = backend.concurrency();
        long free = places != RingSizeOptions.UNLIMITED && i >= places ? ends.at(i - places) : Long.MIN_VALUE;
        long ready = i == 0 ? publishedNs : Math.max(publishedNs, taken[i - 1]);
        taken[i] = (backend.shared() ? ready : Math.max(ready, free)) + backend.dispatchNs()[i];
        long begun = backend.shared() ? Math.max(taken[i], free) : taken[i];
        ends.add(begun + backend.serviceNs()[i], i);
    }
}
