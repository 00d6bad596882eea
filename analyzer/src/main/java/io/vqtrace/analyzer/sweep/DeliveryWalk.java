package io.vqtrace.analyzer.sweep;

import java.util.Arrays;

/**
 * Walks the decisions of one queue in time order beside its completions and tells which interrupt delivered which; see
 * {@link Notifications} for the rule.
 */
final class DeliveryWalk {
    /** Learns of each interrupt that delivers something. */
    interface Visitor {
        /**
         * @param interruptNs time of the interrupt
         * @param completions times of completions, ascending; not to be kept
         * @param count how many of them it delivers
         * @param delayed how many of those, the first ones, had been held back
         */
        void delivered(long interruptNs, long[] completions, int count, int delayed);
    }

    private final Visitor visitor;
    private long[] held = new long[64];
    private int holding;

    DeliveryWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * @param completions times, ascending
     * @param decisions times, ascending
     * @param decided what each decision was, as {@link Decision} packs it
     */
    void run(long[] completions, long[] decisions, long[] decided) {
        int next = 0;
        for (int i = 0; i < decisions.length; i++) {
            long ns = decisions[i];
            long seenBefore = Decision.seen(decided[i]);
            int settled = next;
            while (settled < completions.length
                    && (completions[settled] < ns || completions[settled] == ns && settled < seenBefore)) {
                settled++;
            }
            int delayed = holding;
            switch (Decision.of(decided[i])) {
                case DELAY -> hold(completions, next, settled);
                case INTERRUPT -> {
                    hold(completions, next, settled);
                    if (holding > 0) {
                        visitor.delivered(ns, held, holding, delayed);
                    }
                    holding = 0;
                }
                case UNWANTED -> holding = settled > next ? holding : 0;
            }
            next = settled;
        }
    }

    private void hold(long[] completions, int from, int to) {
        int more = to - from;
        if (holding + more > held.length) {
            held = Arrays.copyOf(held, Math.max(holding + more, 2 * held.length));
        }
        System.arraycopy(completions, from, held, holding, more);
        holding += more;
    }
}
