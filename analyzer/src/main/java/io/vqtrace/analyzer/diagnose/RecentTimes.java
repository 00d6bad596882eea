package io.vqtrace.analyzer.diagnose;

/** The last moments of something that happens often. */
final class RecentTimes {
    private static final int KEPT = 64;

    private final long[] times = new long[KEPT];
    private long count;

    void add(long ns) {
        times[(int) (count++ % KEPT)] = ns;
    }

    long count() {
        return count;
    }

    /** Returns the latest, {@link Long#MIN_VALUE} if there is none. */
    long lastNs() {
        return count == 0 ? Long.MIN_VALUE : times[(int) ((count - 1) % KEPT)];
    }

    /** Returns how many came after a moment; more than are kept count as that. */
    int after(long ns) {
        int after = 0;
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            after += times[i] > ns ? 1 : 0;
        }
        return after;
    }

    /** Returns the first of those kept that came after a moment, {@link Long#MAX_VALUE} if none did. */
    long firstAfter(long ns) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            if (times[i] > ns) {
                first = Math.min(first, times[i]);
            }
        }
        return first;
    }
}
