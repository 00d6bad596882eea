package io.vqtrace.analyzer.simulate;

/**
 * When a driver with given costs would have reaped the recorded completions and published their successors, given the
 * recorded interrupts. Compared with what it did publish, that tells the costs.
 */
final class DriverEcho {
    private final long[] usedNs;
    private final long[] noticeNs;
    private final long[] interruptsNs;
    private final int count;
    final long[] reapedNs;
    final long[] submittedNs;
    int reaped;
    /** Completions at which the driver did want an interrupt where it should not have, or the other way round. */
    int surprises;

    /**
     * @param traffic what was recorded, with notices
     * @param count how many of the completions to look at
     */
    DriverEcho(QueueTraffic traffic, int count) {
        usedNs = traffic.usedNs();
        noticeNs = traffic.noticeNs();
        interruptsNs = traffic.interruptsNs();
        this.count = count;
        reapedNs = new long[count];
        submittedNs = new long[count];
    }

    void run(long interruptNs, long reapNs, long submitNs) {
        long free = Long.MIN_VALUE;
        int judged = 0;
        reaped = 0;
        surprises = 0;
        for (long interrupt : interruptsNs) {
            long now = Math.max(interrupt + interruptNs, free);
            int first = reaped;
            while (reaped < count && usedNs[reaped] <= now) {
                now += reapNs;
                reapedNs[reaped++] = now;
            }
            judged = judge(judged, interrupt, now);
            for (int i = first; i < reaped; i++) {
                now += submitNs;
                submittedNs[i] = now;
            }
            free = now;
            if (reaped == count) {
                return;
            }
        }
    }

    /** Compares whether completions were wanted: not from the interrupt until all was reaped, before that they were. */
    private int judge(int from, long interruptNs, long silentUntilNs) {
        int i = from;
        for (; i < count && usedNs[i] <= silentUntilNs; i++) {
            boolean expected = usedNs[i] > interruptNs;
            surprises += expected == (noticeNs[i] == QueueTraffic.UNWANTED) ? 0 : 1;
        }
        return i;
    }
}
