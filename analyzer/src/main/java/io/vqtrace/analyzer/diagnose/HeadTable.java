package io.vqtrace.analyzer.diagnose;

import java.util.Arrays;

/**
 * What became of each chain, by its head: which are taken and not returned, and how far the driver is known to have reaped: a
 * head that is taken again was reaped before. Does not depend on the order of the two sides' rows.
 */
final class HeadTable {
    private static final long NEVER = Long.MIN_VALUE;

    private long[] taken = new long[0];
    private long[] closed = new long[0];
    private long[] used = new long[0];
    private long[] order = new long[0];
    private int[] entries = new int[0];
    private long completions;
    private long reaped;
    private long mostUnreaped;
    private long reapedNs = NEVER;
    private boolean remembered;

    /** Chains that are taken and not returned. */
    record Held(int chains, long entries, long oldestNs, long newestNs) {
        static final Held NONE = new Held(0, 0, Long.MAX_VALUE, NEVER);

        Held plus(Held other) {
            return new Held(
                    chains + other.chains,
                    entries + other.entries,
                    Math.min(oldestNs, other.oldestNs),
                    Math.max(newestNs, other.newestNs));
        }
    }

    private void reserve(int head) {
        int before = taken.length;
        if (head >= before) {
            int size = Math.max(head + 1, 2 * before);
            taken = Arrays.copyOf(taken, size);
            closed = Arrays.copyOf(closed, size);
            used = Arrays.copyOf(used, size);
            order = Arrays.copyOf(order, size);
            entries = Arrays.copyOf(entries, size);
            Arrays.fill(taken, before, size, NEVER);
            Arrays.fill(closed, before, size, NEVER);
            Arrays.fill(used, before, size, NEVER);
        }
    }

    void taken(int head, long popNs, int ringEntries) {
        reserve(head);
        if (popNs > taken[head]) {
            taken[head] = popNs;
            entries[head] = ringEntries;
        }
    }

    /** A chain ended without being used. */
    void ended(int head, long popNs) {
        reserve(head);
        closed[head] = Math.max(closed[head], popNs);
    }

    /** A chain was used. */
    void used(int head, long popNs, long usedNs) {
        ended(head, popNs);
        if (used[head] != NEVER && popNs > used[head]) {
            reap(head);
        }
        completions++;
        used[head] = Math.max(used[head], usedNs);
        order[head] = completions;
    }

    private void reap(int head) {
        if (order[head] > reaped) {
            mostUnreaped = Math.max(mostUnreaped, completions - reaped);
            reaped = order[head];
            reapedNs = used[head];
        }
    }

    /** Counts those in flight too as reaped: to be asked for once, at the end. */
    void finish() {
        for (int head = 0; head < taken.length; head++) {
            if (isHeld(head, NEVER) && used[head] != NEVER && taken[head] > used[head] && order[head] > reaped) {
                // Not through reap(): a stop must not pass for what is usual.
                reaped = order[head];
                reapedNs = used[head];
            }
        }
    }

    /** Completions that no event tells of, of which so many are not known to be reaped; what is usual is not known then. */
    void remember(long lastReapedNs, long notReaped) {
        reapedNs = Math.max(reapedNs, lastReapedNs);
        if (completions == 0 && notReaped > 0) {
            completions = notReaped;
            remembered = true;
        }
    }

    private boolean isHeld(int head, long sinceNs) {
        return taken[head] > closed[head] && taken[head] >= sinceNs;
    }

    /** Returns what is held of the chains that were taken from a moment on. */
    Held held(long sinceNs) {
        Held held = Held.NONE;
        for (int head = 0; head < taken.length; head++) {
            if (isHeld(head, sinceNs)) {
                held = held.plus(new Held(1, entries[head], taken[head], taken[head]));
            }
        }
        return held;
    }

    /** Returns the completions that the driver is not known to have reaped. */
    long unreaped() {
        return completions - reaped;
    }

    /** Returns the most of them before one was reaped again. */
    long mostUnreaped() {
        return mostUnreaped;
    }

    /** Returns the latest completion that the driver is known to have reaped, {@link Long#MIN_VALUE} if none is. */
    long reapedNs() {
        return reapedNs;
    }

    boolean known() {
        return completions > 0;
    }

    /** Tells whether {@link #mostUnreaped} is what is usual. */
    boolean knowsUsual() {
        return known() && !remembered;
    }
}
