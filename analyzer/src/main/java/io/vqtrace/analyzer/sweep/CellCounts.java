package io.vqtrace.analyzer.sweep;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.QueueMap;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Counts what happens in each cell of a window, queue by queue, while events are loaded: what statistics over resampled
 * stretches of time are made from. Memory does not grow with the trace. For captures with a clock only.
 */
public final class CellCounts implements EventConsumer {
    private final TimeCells cells;
    private final QueueMap<QueueCells> queues = new QueueMap<>();
    private final IntFunction<QueueCells> newQueue;

    /**
     * Makes an empty collection.
     *
     * @param startNs begin of the window
     * @param endNs last nanosecond of the window
     */
    public CellCounts(long startNs, long endNs) {
        cells = TimeCells.of(startNs, endNs);
        newQueue = id -> new QueueCells(cells);
    }

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.of(
                EventColumn.WAIT_NS, EventColumn.COUNT, EventColumn.OP, EventColumn.OUT_BYTES, EventColumn.IN_BYTES);
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            int cell = cells.of(rows.ts(i));
            if (cell < 0) {
                continue;
            }
            switch (EventKind.ofCode(rows.kind(i))) {
                case USED -> used(rows, i, cell);
                case INTERRUPT -> queue(rows, i).interrupt(cell);
                case KICK -> queue(rows, i).kick(cell);
                case DROP -> queue(rows, i).drop(cell, rows.knows(i, Observed.COUNT) ? rows.count(i) : 1);
                default -> {}
            }
        }
    }

    private void used(EventRows rows, int row, int cell) {
        QueueCells queue = queue(rows, row);
        boolean served = !rows.unserved(row);
        long bytes = rows.value(row, EventColumn.OUT_BYTES) + rows.value(row, EventColumn.IN_BYTES);
        queue.request(cell, served, bytes);
        if (served && rows.knows(row, Observed.SINCE_NS)) {
            int op = rows.knows(row, Observed.OP) ? (int) rows.value(row, EventColumn.OP) : QueueCells.UNKNOWN_OP;
            queue.service(cell, op, rows.ts(row) - rows.begin(row));
            if (rows.knows(row, Observed.WAIT_NS)) {
                queue.waited(cell, op, rows.waitNs(row));
            }
        }
    }

    private QueueCells queue(EventRows rows, int row) {
        return queues.get(rows.queueId(row), newQueue);
    }

    /**
     * Adds the delay of a completion, which is known only when all events are.
     *
     * @param key its queue
     * @param completionNs when it was used
     * @param delayNs from then to its interrupt
     */
    public void notified(QueueKey key, long completionNs, long delayNs) {
        int cell = cells.of(completionNs);
        if (cell >= 0) {
            queues.get(key.device() << Short.SIZE | key.queue(), newQueue).notified(cell, delayNs);
        }
    }

    /**
     * Returns what was counted, which is gone from here afterwards.
     *
     * @return by queue, those with an event
     */
    public Map<QueueKey, QueueCells> finish() {
        Map<QueueKey, QueueCells> counted = new TreeMap<>();
        queues.drain(counted::put);
        return counted;
    }
}
