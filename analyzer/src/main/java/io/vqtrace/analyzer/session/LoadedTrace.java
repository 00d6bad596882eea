package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.sweep.Drops;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.analyzer.sweep.QueueCells;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.trace.EventColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What one pass over the events gave beside DuckDB's tables.
 *
 * @param events rows in the window
 * @param usedRows USED rows in the window
 * @param open the open requests by column
 * @param queues the queues with an event, and in a window also those that the trace has elsewhere
 * @param devices the devices with an event
 * @param gaps stretches with lost events
 * @param drops lost payload by queue
 * @param faults number of faults by queue and reason
 * @param waits whether requests carry the time from their publication
 * @param agedInterrupts whether interrupts tell the age of what they deliver
 * @param sweeps depth and episodes by queue, empty if not asked for or without a clock
 * @param notifications relations of completions, interrupts and kicks by queue, empty if not asked for
 * @param cells what happened in each stretch of time by queue, empty if not asked for or without a clock
 * @param columns the columns of {@code raw.events}
 */
record LoadedTrace(
        long events,
        long usedRows,
        List<Map<EventColumn, Long>> open,
        SortedSet<QueueKey> queues,
        Set<Integer> devices,
        Gaps gaps,
        Map<QueueKey, Drops.Result> drops,
        Map<QueueKey, SortedMap<String, Long>> faults,
        boolean waits,
        boolean agedInterrupts,
        Map<QueueKey, QueueSweep> sweeps,
        Map<QueueKey, Notifications.Result> notifications,
        Map<QueueKey, QueueCells> cells,
        Set<EventColumn> columns) {}
