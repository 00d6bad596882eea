package io.vqtrace.analyzer.sweep;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Relates completions, interrupts and kicks of each queue in time.
 *
 * <p>The first decision at or after a completion settles it: an interrupt delivers it, a delay leaves it to the next
 * interrupt, and if the driver did not want one nothing counts. A decision without a completion since the one before is
 * about those that are delayed. Where a completion and a decision share a time, the
 * order of rows tells which came first. Interrupts that do not tell what they deliver (QEMU logs) give no delays, nor do
 * completions after which events were lost. For captures with a clock only.
 */
public final class Notifications implements EventConsumer {
    /**
     * What was found on one queue.
     *
     * @param notifyNs delays from completion to interrupt, ascending; null where not observable
     * @param needlessInterrupts interrupts with no completion since the one before, null if not looked for
     * @param needlessKicks kicks after which nothing was taken before the next one, null if not looked for
     */
    public record Result(long[] notifyNs, Long needlessInterrupts, Long needlessKicks) {}

    private static final int UNWANTED = 0;
    private static final int DELAY = 1;
    private static final int INTERRUPT = 2;
    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    /** Learns of each delay beside its queue. */
    @FunctionalInterface
    public interface DelayListener {
        /**
         * Takes one completion.
         *
         * @param key its queue
         * @param completionNs when it was used, nanoseconds since the epoch
         * @param delayNs from then to its interrupt
         */
        void delay(QueueKey key, long completionNs, long delayNs);
    }

    private static final class Times {
        private final LongColumn pops = new LongColumn();
        private final LongColumn completions = new LongColumn();
        private final LongColumn interrupts = new LongColumn();
        /** Times of the decisions, and with each what it was and how many completions had been seen before it. */
        private final LongColumn decisions = new LongColumn();

        private final LongColumn decided = new LongColumn();
        private final LongColumn kicks = new LongColumn();
        private boolean aged;

        private void decide(long ns, int what) {
            decisions.add(ns);
            decided.add((long) completions.size() << KIND_BITS | what);
        }
    }

    private final QueueMap<Times> queues = new QueueMap<>();
    private final boolean needless;

    /**
     * Makes an empty collection.
     *
     * @param needless whether to look for kicks and interrupts in vain, which takes 8 more bytes per event
     */
    public Notifications(boolean needless) {
        this.needless = needless;
    }

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(EventColumn.VALUE);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            switch (EventKind.ofCode(rows.kind(i))) {
                case USED -> used(rows, i);
                case INTERRUPT -> {
                    Times times = times(rows, i);
                    times.interrupts.add(rows.ts(i));
                    if (rows.knows(i, Observed.SINCE_NS)) {
                        times.aged = true;
                        times.decide(rows.ts(i), INTERRUPT);
                    }
                }
                case INTERRUPT_SUPPRESSED -> {
                    SuppressionReason reason = SuppressionReason.ofCode(rows.value(i, EventColumn.VALUE));
                    if (reason != null) {
                        times(rows, i).decide(rows.ts(i), reason.deliveredLater() ? DELAY : UNWANTED);
                    }
                }
                case KICK -> {
                    if (needless) {
                        times(rows, i).kicks.add(rows.ts(i));
                    }
                }
                default -> {}
            }
        }
    }

    private void used(EventRows rows, int row) {
        if (rows.unserved(row)) {
            return;
        }
        Times times = times(rows, row);
        times.completions.add(rows.ts(row));
        if (needless && rows.knows(row, Observed.SINCE_NS)) {
            times.pops.add(rows.begin(row));
        }
    }

    private Times times(EventRows rows, int row) {
        return queues.get(rows.queueId(row), id -> new Times());
    }

    /**
     * Relates what was collected, which is gone afterwards.
     *
     * @param lost when events of a queue were lost
     * @param listener learns of every delay
     * @return a result for each queue with an event
     */
    public Map<QueueKey, Result> finish(Function<QueueKey, LostSpans> lost, DelayListener listener) {
        Map<QueueKey, Result> results = new TreeMap<>();
        queues.drain((key, times) ->
                results.put(key, relate(times, lost.apply(key), (at, delayNs) -> listener.delay(key, at, delayNs))));
        return results;
    }

    private Result relate(Times times, LostSpans lost, LongBinaryConsumer listener) {
        long[] completions = sorted(times.completions);
        long[] interrupts = sorted(times.interrupts);
        long[] delays = times.aged ? delays(completions, times, lost, listener) : null;
        if (!needless) {
            return new Result(delays, null, null);
        }
        long idleInterrupts = countEmpty(interrupts, completions, true);
        long idleKicks = countEmpty(sorted(times.kicks), sorted(times.pops), false);
        return new Result(delays, idleInterrupts, idleKicks);
    }

    private static long[] sorted(LongColumn column) {
        long[] values = column.drain();
        NearlySorted.sort(values);
        return values;
    }

    @FunctionalInterface
    private interface LongBinaryConsumer {
        void accept(long completionNs, long delayNs);
    }

    private static long[] delays(long[] completions, Times times, LostSpans lost, LongBinaryConsumer listener) {
        long[] decisions = times.decisions.drain();
        long[] decided = times.decided.drain();
        NearlySorted.sort(decisions, decided);
        LongColumn delays = new LongColumn();
        List<Long> held = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < decisions.length; i++) {
            long ns = decisions[i];
            int what = (int) decided[i] & KIND_MASK;
            long seenBefore = decided[i] >> KIND_BITS;
            int settled = next;
            while (settled < completions.length
                    && (completions[settled] < ns || completions[settled] == ns && settled < seenBefore)) {
                settled++;
            }
            boolean anyNew = settled > next;
            for (; next < settled && what != UNWANTED; next++) {
                held.add(completions[next]);
            }
            next = settled;
            if (what == UNWANTED && !anyNew) {
                held.clear();
            }
            if (what == INTERRUPT) {
                held.stream().filter(completion -> !lost.meet(completion, ns)).forEach(completion -> {
                    delays.add(ns - completion);
                    listener.accept(completion, ns - completion);
                });
                held.clear();
            }
        }
        return sorted(delays);
    }

    /** Counts marks with no event between them and the mark before ({@code backwards}) or after. */
    private static long countEmpty(long[] marks, long[] events, boolean backwards) {
        long empty = 0;
        int event = 0;
        for (int i = 0; i < marks.length; i++) {
            long from = backwards ? (i == 0 ? Long.MIN_VALUE : marks[i - 1]) : marks[i];
            long to = backwards ? marks[i] : (i + 1 < marks.length ? marks[i + 1] : Long.MAX_VALUE);
            while (event < events.length && events[event] < from) {
                event++;
            }
            if (event == events.length || events[event] > to) {
                empty++;
            }
        }
        return empty;
    }
}
