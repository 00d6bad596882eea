package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.text.Durations;

/** The last moments of something that happens often, and which of them were answered by something else. */
final class RecentTimes {
    private static final int KEPT = 64;

    private final long[] times = new long[KEPT];
    private final boolean[] answered = new boolean[KEPT];
    private long count;
    private boolean more;

    void add(long ns) {
        int at = (int) (count++ % KEPT);
        times[at] = ns;
        answered[at] = false;
    }

    /** Adds the latest of those that no event tells of. */
    void remember(long ns) {
        add(ns);
        more = true;
    }

    /** Writes how many of them there are; of those that are only remembered the latest alone is known. */
    String text(long times) {
        return (more ? "at least " : "") + Durations.count(times, "kick");
    }

    /** Something happened that answers the latest moment not after it. */
    void answer(long ns) {
        for (long i = count - 1; i >= Math.max(0, count - KEPT); i--) {
            int at = (int) (i % KEPT);
            if (times[at] <= ns) {
                answered[at] = true;
                return;
            }
        }
    }

    long count() {
        return count;
    }

    /** Returns the latest, {@link Long#MIN_VALUE} if there is none. */
    long lastNs() {
        return count == 0 ? Long.MIN_VALUE : times[(int) ((count - 1) % KEPT)];
    }

    private int kept() {
        return (int) Math.min(count, KEPT);
    }

    /** Returns how many came after a moment; more than are kept count as that. */
    int after(long ns) {
        int after = 0;
        for (int i = 0; i < kept(); i++) {
            after += times[i] > ns ? 1 : 0;
        }
        return after;
    }

    /** Returns the first of those kept that came after a moment, {@link Long#MAX_VALUE} if none did. */
    long firstAfter(long ns) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < kept(); i++) {
            if (times[i] > ns) {
                first = Math.min(first, times[i]);
            }
        }
        return first;
    }

    /** Tells whether as good as all that came up to a moment were answered, and there are enough to say so. */
    boolean answeredUpTo(long ns) {
        int before = 0;
        int unanswered = 0;
        for (int i = 0; i < kept(); i++) {
            if (times[i] <= ns) {
                before++;
                unanswered += answered[i] ? 0 : 1;
            }
        }
        return before >= KEPT / 4 && unanswered <= before / 16;
    }
}
