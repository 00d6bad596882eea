package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/**
 * The requests of one queue as arrays of times, each ascending. Times are nanoseconds since the Unix epoch.
 *
 * @param usedNs when requests were returned to the driver; those that a reset ended or that were given back unserved do
 *     not count
 * @param takenNs when the device took these requests; empty if unknown for any
 * @param serviceNs from taken to used, by index of {@code takenNs}
 * @param publishedNs when the device saw that they were published, by index of {@code takenNs}, for a ring is taken from
 *     in order; null if that is unknown for any request
 * @param noticeNs by index of {@code usedNs}: the interrupt that delivered it, {@link #UNWANTED} or {@link #NEVER}; null
 *     if interrupts do not tell what they deliver
 * @param interruptsNs interrupts, needless ones included
 */
public record QueueTraffic(
        long[] usedNs, long[] takenNs, long[] serviceNs, long[] publishedNs, long[] noticeNs, long[] interruptsNs) {
    /** In place of a notice: the driver had asked not to be told. */
    public static final long UNWANTED = -1;

    /** In place of a notice: no decision is in the trace. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * Returns the number of completions.
     *
     * @return from 0
     */
    public int completions() {
        return usedNs.length;
    }

    /**
     * Returns how many completions the driver did not want to be told of.
     *
     * @return 0 where that is not observable
     */
    public long unwanted() {
        long count = 0;
        if (noticeNs != null) {
            for (long notice : noticeNs) {
                count += notice == UNWANTED ? 1 : 0;
            }
        }
        return count;
    }

    /** Tells whether an interrupt delivered a completion. */
    boolean notified(int completion) {
        return noticeNs[completion] != UNWANTED && noticeNs[completion] != NEVER;
    }

    long longestNoticeNs() {
        long longest = 0;
        for (int i = 0; i < usedNs.length; i++) {
            longest = Math.max(longest, notified(i) ? noticeNs[i] - usedNs[i] : 0);
        }
        return longest;
    }

    void addNoticesTo(DelayCounts delays) {
        for (int i = 0; i < usedNs.length; i++) {
            if (notified(i)) {
                delays.add(noticeNs[i] - usedNs[i]);
            }
        }
    }

    /** The completions that the driver wanted to be told of, ascending. */
    long[] wantedNs() {
        if (unwanted() == 0) {
            return usedNs;
        }
        long[] wanted = new long[usedNs.length];
        int count = 0;
        for (int i = 0; i < usedNs.length; i++) {
            if (noticeNs[i] != UNWANTED) {
                wanted[count++] = usedNs[i];
            }
        }
        return Arrays.copyOf(wanted, count);
    }
}
