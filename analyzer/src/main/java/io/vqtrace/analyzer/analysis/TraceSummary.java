package io.vqtrace.analyzer.analysis;

/**
 * A trace in a few numbers. Counts are of the session's window; {@code dropped} and {@code unparsedLines} of the trace.
 *
 * @param source what the trace was made from, such as {@code qemu-log}
 * @param mode how it was captured: {@code import}, {@code stream} or {@code flight}; null if unknown
 * @param level how much was captured: {@code requests} or {@code full}; null if unknown
 * @param startNs time of the first event of the window, null without a clock
 * @param durationNs from the first to the last event of the window, null without a clock
 * @param events rows of the data path; OPEN snapshots included
 * @param requests requests of all queues, open and returned ones included
 * @param dropped events that the recorder lost
 * @param gaps where in the window it lost them, null if nothing was recorded
 * @param unparsedLines lines of an imported log that were not understood, null if nothing was imported
 * @param complete false if the trace is cut or was not closed
 * @param clock the clock that stamped the events
 */
public record TraceSummary(
        String source,
        String mode,
        String level,
        Long startNs,
        Long durationNs,
        long events,
        long requests,
        long dropped,
        GapSummary gaps,
        Long unparsedLines,
        boolean complete,
        ClockSummary clock) {

    /**
     * The gaps of a recording.
     *
     * @param count number of stretches in which events were lost
     * @param lost events lost in them
     * @param longestNs length of the longest, 0 without any
     */
    public record GapSummary(long count, long lost, long longestNs) {}

    /**
     * The clock of a trace.
     *
     * @param source name of the clock, {@code none} if events carry no time
     * @param resolutionNs smallest step, null if unknown
     */
    public record ClockSummary(String source, Long resolutionNs) {}
}
