package io.vqtrace.analyzer.analysis;

import java.util.List;

/**
 * The content of {@code vqtrace report}: the trace, its devices and its queues, over the session's window and filters.
 *
 * @param trace the trace as a whole
 * @param devices the devices that the trace names, ordered by device id
 * @param queues one row per queue with a request, kick or interrupt, ordered by device id, then queue
 * @param acrossGaps requests that are left out of the percentiles because events were lost during them
 * @param notes one line for each thing that this capture could not show and what it would have needed
 */
public record ReportModel(
        TraceSummary trace,
        List<DeviceSummary> devices,
        List<QueueSummary> queues,
        long acrossGaps,
        List<String> notes) {}
