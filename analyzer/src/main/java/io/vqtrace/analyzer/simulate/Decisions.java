package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.sweep.Decision;
import io.vqtrace.analyzer.sweep.LongColumn;
import io.vqtrace.analyzer.sweep.NearlySorted;
import io.vqtrace.trace.SuppressionReason;

/**
 * What the device decided about the notification of completions. A decision is about the completions since the one
 * before and, if it is an interrupt, about those that were delayed; an unwanted one without a new completion is about the
 * delayed ones.
 */
final class Decisions {
    private final LongColumn times = new LongColumn();
    /** What it was, and how many completions had been seen before it: that settles equal times. */
    private final LongColumn decided = new LongColumn();

    private boolean aged;

    void interrupt(long ns, int seen) {
        aged = true;
        add(ns, Decision.INTERRUPT, seen);
    }

    void suppression(long ns, SuppressionReason reason, int seen) {
        add(ns, Decision.of(reason), seen);
    }

    private void add(long ns, Decision what, int seen) {
        times.add(ns);
        decided.add(what.after(seen));
    }

    /** The notice of each completion as {@link QueueTraffic#noticeNs} has it, or null; forgets the decisions. */
    long[] notices(long[] used) {
        long[] ns = times.drain();
        long[] what = decided.drain();
        if (!aged) {
            return null;
        }
        NearlySorted.sort(ns, what);
        long[] notices = new long[used.length];
        int next = 0;
        // Completions before this one have their notice; from it to the next one they are delayed.
        int held = 0;
        for (int i = 0; i < ns.length; i++) {
            int settled = next;
            while (settled < used.length
                    && (used[settled] < ns[i] || used[settled] == ns[i] && settled < Decision.seen(what[i]))) {
                settled++;
            }
            switch (Decision.of(what[i])) {
                case INTERRUPT -> {
                    fill(notices, held, settled, ns[i]);
                    held = settled;
                }
                case UNWANTED -> {
                    // The device tells of what is new and of what it held by a decision each.
                    int from = settled > next && held < next ? next : held;
                    fill(notices, from, settled, QueueTraffic.UNWANTED);
                    held = from == held ? settled : held;
                }
                case DELAY -> {}
            }
            next = settled;
        }
        fill(notices, held, used.length, QueueTraffic.NEVER);
        return notices;
    }

    private static void fill(long[] notices, int from, int to, long value) {
        for (int i = from; i < to; i++) {
            if (notices[i] == 0) {
                notices[i] = value;
            }
        }
    }
}
