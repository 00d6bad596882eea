package io.vqtrace.analyzer.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Collects how long the completions of one queue waited for their interrupt: in all, over time, and the longest. */
final class NotifyTimes implements DeliveryWalk.Visitor {
    private static final Comparator<LateCompletion> BY_WAIT = Comparator.comparingLong(LateCompletion::notifyNs)
            .thenComparing(LateCompletion::usedNs, Comparator.reverseOrder());

    /** Learns of each delay as it is found. */
    @FunctionalInterface
    interface Listener {
        void delay(long completionNs, long delayNs);
    }

    private final NotifyGrid grid;
    private final LostSpans lost;
    private final Listener listener;
    private final LongColumn delays = new LongColumn();
    private final List<Long> bucketStarts = new ArrayList<>();
    /** For each bucket the index of its first delay; completions are delivered in the order of their times. */
    private final List<Integer> bucketFirsts = new ArrayList<>();

    private final PriorityQueue<LateCompletion> longest = new PriorityQueue<>(BY_WAIT);
    private long bucketEndNs = Long.MIN_VALUE;
    private long held;

    /** @param grid what to keep beside the delays, null for nothing */
    NotifyTimes(NotifyGrid grid, LostSpans lost, Listener listener) {
        this.grid = grid;
        this.lost = lost;
        this.listener = listener;
    }

    @Override
    public void delivered(long interruptNs, long[] completions, int count, int delayed) {
        for (int i = 0; i < count; i++) {
            long used = completions[i];
            if (lost.meet(used, interruptNs)) {
                continue;
            }
            if (grid != null) {
                placeInTime(used);
                keepIfLong(used, interruptNs, count, i < delayed);
            }
            delays.add(interruptNs - used);
            listener.delay(used, interruptNs - used);
            held += i < delayed ? 1 : 0;
        }
    }

    private void placeInTime(long used) {
        if (used >= bucketEndNs) {
            long start = grid.startOf(used);
            bucketStarts.add(start);
            bucketFirsts.add(delays.size());
            bucketEndNs = start + grid.bucketNs();
        }
    }

    private void keepIfLong(long used, long interruptNs, int count, boolean delayed) {
        if (longest.size() == grid.longest()) {
            if (longest.isEmpty() || longest.peek().notifyNs() >= interruptNs - used) {
                return;
            }
            longest.remove();
        }
        longest.add(new LateCompletion(used, interruptNs, count, delayed));
    }

    /** Returns how many completions were delivered that a decision had held back. */
    long held() {
        return held;
    }

    /** Returns all delays in the order of completions, and forgets them. */
    long[] drainDelays() {
        return delays.drain();
    }

    /** Returns the stretches with a delivered completion, in order. */
    List<NotifyBucket> overTime(long[] inOrder) {
        List<NotifyBucket> buckets = new ArrayList<>();
        for (int i = 0; i < bucketStarts.size(); i++) {
            int to = i + 1 < bucketFirsts.size() ? bucketFirsts.get(i + 1) : inOrder.length;
            buckets.add(NotifyBucket.of(bucketStarts.get(i), inOrder, bucketFirsts.get(i), to));
        }
        return buckets;
    }

    /** Returns those that waited longest, the longest first, the earlier of equals first. */
    List<LateCompletion> longest() {
        return longest.stream().sorted(BY_WAIT.reversed()).toList();
    }
}
