package io.vqtrace.analyzer.simulate;

/**
 * When requests ended, in ascending order while they are added in the order in which they were taken. An end finds its
 * place from behind, past those of requests that were taken before and end later: no more than the depth of the queue.
 */
final class EndTimes {
    private final RingRequests requests;
    private final long[] times;
    private final long[] entries;
    private int count;

    EndTimes(RingRequests requests) {
        this.requests = requests;
        times = new long[requests.count()];
        entries = requests.entries() == null ? null : new long[requests.count()];
    }

    void add(long endNs, int request) {
        int at = count;
        while (at > 0 && times[at - 1] > endNs) {
            at--;
        }
        if (at < count) {
            System.arraycopy(times, at, times, at + 1, count - at);
        }
        times[at] = endNs;
        if (entries != null) {
            System.arraycopy(entries, at, entries, at + 1, count - at);
            entries[at] = requests.entries(request);
        }
        count++;
    }

    int count() {
        return count;
    }

    /** Returns the end at a position: how many ended before it. */
    long at(int position) {
        return times[position];
    }

    long entries(int position) {
        return entries == null ? 1 : entries[position];
    }

    /** Returns all ends; complete once every request was added. */
    long[] times() {
        return times;
    }

    /** Returns the entries that are given back at each end, null if it is one each. */
    long[] entries() {
        return entries;
    }
}
