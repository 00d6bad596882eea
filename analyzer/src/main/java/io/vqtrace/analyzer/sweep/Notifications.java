package io.vqtrace.analyzer.sweep;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import java.util.Arrays;
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
     * @param held how many of them a decision had held back; null where not observable
     * @param overTime the delays by stretch of time, those without one left out; null where not observable or not wanted
     * @param longest the completions that waited longest, the longest first; null where not observable or not wanted
     * @param needlessInterrupts interrupts with no completion since the one before, null if not looked for
     * @param needlessKicks kicks after which nothing was taken before the next one, null if not looked for
     */
    public record Result(
            long[] notifyNs,
            Long held,
            List<NotifyBucket> overTime,
            List<LateCompletion> longest,
            Long needlessInterrupts,
            Long needlessKicks) {}

    /** Learns of each delay. */
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

        private void decide(long ns, Decision what) {
            decisions.add(ns);
            decided.add(what.after(completions.size()));
        }
    }

    private final QueueMap<Times> queues = new QueueMap<>();
    private final boolean needless;
    private final NotifyGrid grid;

    /**
     * Makes an empty collection.
     *
     * @param needless whether to look for kicks and interrupts in vain, which takes 8 more bytes per event
     * @param grid what to keep of the delays beside their distribution, null for nothing
     */
    public Notifications(boolean needless, NotifyGrid grid) {
        this.needless = needless;
        this.grid = grid;
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
                        times.decide(rows.ts(i), Decision.INTERRUPT);
                    }
                }
                case INTERRUPT_SUPPRESSED -> {
                    SuppressionReason reason = SuppressionReason.ofCode(rows.value(i, EventColumn.VALUE));
                    if (reason != null) {
                        times(rows, i).decide(rows.ts(i), Decision.of(reason));
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
        queues.drain((key, times) -> results.put(
                key,
                relate(
                        times,
                        new NotifyTimes(
                                grid,
                                lost.apply(key),
                                (completionNs, delayNs) -> listener.delay(key, completionNs, delayNs)))));
        return results;
    }

    private Result relate(Times times, NotifyTimes delivered) {
        long[] completions = sorted(times.completions);
        long[] interrupts = sorted(times.interrupts);
        NotifyTimes waits = times.aged ? walk(completions, times, delivered) : null;
        long[] delays = waits == null ? null : waits.drainDelays();
        boolean kept = waits != null && grid != null;
        Long held = waits == null ? null : Long.valueOf(waits.held());
        List<NotifyBucket> overTime = kept ? waits.overTime(delays) : null;
        List<LateCompletion> longest = kept ? waits.longest() : null;
        if (delays != null) {
            Arrays.sort(delays);
        }
        if (!needless) {
            return new Result(delays, held, overTime, longest, null, null);
        }
        long idleInterrupts = countEmpty(interrupts, completions, true);
        long idleKicks = countEmpty(sorted(times.kicks), sorted(times.pops), false);
        return new Result(delays, held, overTime, longest, idleInterrupts, idleKicks);
    }

    private static long[] sorted(LongColumn column) {
        long[] values = column.drain();
        NearlySorted.sort(values);
        return values;
    }

    private static NotifyTimes walk(long[] completions, Times times, NotifyTimes delivered) {
        long[] decisions = times.decisions.drain();
        long[] decided = times.decided.drain();
        NearlySorted.sort(decisions, decided);
        new DeliveryWalk(delivered).run(completions, decisions, decided);
        return delivered;
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
