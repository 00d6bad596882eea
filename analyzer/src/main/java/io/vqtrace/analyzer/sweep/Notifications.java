package io.vqtrace.analyzer.sweep;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Relates completions, interrupts and kicks of each queue in time.
 *
 * <p>A completion is reported by the first decision at or after it that is not a delay: its delay to the interrupt
 * counts if that decision is an interrupt, and nothing counts if the driver did not want one. Interrupts that do not
 * tell what they deliver (QEMU logs) give no delays. For captures with a clock only.
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

    private static final class Times {
        private final LongColumn pops = new LongColumn();
        private final LongColumn completions = new LongColumn();
        private final LongColumn interrupts = new LongColumn();
        private final LongColumn unwanted = new LongColumn();
        private final LongColumn kicks = new LongColumn();
        private boolean aged;
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
                    times.aged |= rows.knows(i, Observed.SINCE_NS);
                }
                case INTERRUPT_SUPPRESSED -> {
                    SuppressionReason reason = SuppressionReason.ofCode(rows.value(i, EventColumn.VALUE));
                    if (reason != null && !reason.deliveredLater()) {
                        times(rows, i).unwanted.add(rows.ts(i));
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
     * @return a result for each queue with an event
     */
    public Map<QueueKey, Result> finish() {
        Map<QueueKey, Result> results = new TreeMap<>();
        queues.drain((key, times) -> results.put(key, relate(times)));
        return results;
    }

    private Result relate(Times times) {
        long[] completions = sorted(times.completions);
        long[] interrupts = sorted(times.interrupts);
        long[] delays = times.aged ? delays(completions, interrupts, sorted(times.unwanted)) : null;
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

    private static long[] delays(long[] completions, long[] interrupts, long[] unwanted) {
        LongColumn delays = new LongColumn();
        int interrupt = 0;
        int no = 0;
        for (long completion : completions) {
            while (interrupt < interrupts.length && interrupts[interrupt] < completion) {
                interrupt++;
            }
            while (no < unwanted.length && unwanted[no] < completion) {
                no++;
            }
            boolean notified =
                    interrupt < interrupts.length && (no == unwanted.length || interrupts[interrupt] < unwanted[no]);
            if (notified) {
                delays.add(interrupts[interrupt] - completion);
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
