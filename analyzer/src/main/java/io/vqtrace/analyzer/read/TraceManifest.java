package io.vqtrace.analyzer.read;

import io.vqtrace.trace.Clock;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code trace.json} says of a trace, or what the batches told where it is missing or stale.
 *
 * @param producer program that wrote the trace, null if unknown
 * @param version version of the trace format
 * @param source what the trace was made from, null if unknown
 * @param host machine of the capture, null if unknown
 * @param mode how it was captured, such as {@code import} or {@code stream}; null if unknown
 * @param level capture level, null if unknown
 * @param clock the clock that stamped the events
 * @param startNs time of the first event, of a slice begin of its window; null without a clock or without events
 * @param endNs time of the last event, of a slice end of its window; null without a clock or without events
 * @param events rows of all segments
 * @param byKind rows by kind, null if unknown
 * @param dropped events that the recorder lost
 * @param threads the thread table
 * @param segments the event segments, by file name
 * @param observable the kinds of events that this capture could have shown, null if unknown
 * @param imported counters of an import ({@code lines}, {@code unparsed_lines}, …), empty if nothing was imported
 * @param recording what a recorder says of itself, {@link Recording#NONE} if nothing
 * @param slice what the trace was cut out of, null if it is whole
 * @param warnings what the writer had to say
 * @param closed whether the writer closed the trace
 * @param sourceComplete whether what the trace was made from was whole; false for a log that was cut
 * @param rebuilt whether {@code trace.json} was missing or stale
 */
public record TraceManifest(
        String producer,
        int version,
        String source,
        String host,
        String mode,
        String level,
        Clock clock,
        Long startNs,
        Long endNs,
        long events,
        Map<EventKind, Long> byKind,
        long dropped,
        List<ThreadEntry> threads,
        List<SegmentInfo> segments,
        Set<String> observable,
        Map<String, Object> imported,
        Recording recording,
        Slice slice,
        List<String> warnings,
        boolean closed,
        boolean sourceComplete,
        boolean rebuilt) {

    /** Of a trace that says nothing of itself. */
    static final TraceManifest UNKNOWN = new TraceManifest(
            null,
            TraceFormat.VERSION,
            null,
            null,
            null,
            null,
            Clock.NONE,
            null,
            null,
            0,
            null,
            0,
            List.of(),
            List.of(),
            null,
            Map.of(),
            Recording.NONE,
            null,
            List.of(),
            false,
            true,
            true);

    /**
     * What a recorder says of itself.
     *
     * @param blackBox directory of its black box while it records, null if it has none
     * @param blackBoxId identity of the black box
     * @param flushIntervalNs longest time that events stay out of the files, null if unknown
     * @param account what it counted ({@code recorded}, {@code dropped}, …) and was set to, empty if unknown
     * @param dump why and when a flight recorder wrote the trace, empty for any other
     */
    public record Recording(
            String blackBox,
            String blackBoxId,
            Long flushIntervalNs,
            Map<String, Object> account,
            Map<String, Object> dump) {
        /** Of a trace that no recorder wrote. */
        static final Recording NONE = new Recording(null, null, null, Map.of(), Map.of());
    }

    /**
     * One event segment.
     *
     * @param file name inside the trace
     * @param rows number of events
     * @param batches number of record batches
     * @param bytes length of the file
     * @param firstNs smallest event time, null without a clock or without events
     * @param lastNs largest event time, null without a clock or without events
     */
    public record SegmentInfo(String file, long rows, long batches, long bytes, Long firstNs, Long lastNs) {}

    /**
     * The window that a slice was cut out of another trace by. Requests that cross its ends are in the slice as a whole.
     *
     * @param of name of the other trace, null if it is not told
     * @param fromNs begin that was asked for, null for none
     * @param toNs end that was asked for, null for none
     * @param startNs begin of the window within the other trace, null without a clock
     * @param endNs its end, null without a clock
     */
    public record Slice(String of, Long fromNs, Long toNs, Long startNs, Long endNs) {}

    /**
     * Tells whether the capture could have shown events of a kind, so that none means 0 and not unknown.
     *
     * @param kind a kind of event
     * @return true if it could, or if the trace holds such events
     */
    public boolean canShow(EventKind kind) {
        return observable != null && observable.contains(kind.label())
                || byKind != null && byKind.getOrDefault(kind, 0L) > 0;
    }

    /**
     * Tells whether a recorder in the device's own process made the trace, so that it saw the rings.
     *
     * @return false for an import
     */
    public boolean recorded() {
        return "stream".equals(mode) || "flight".equals(mode);
    }

    /**
     * Returns a counter of the import.
     *
     * @param name key of the {@code import} object
     * @return the count, null if the trace was not imported or the importer did not count it
     */
    public Long importCount(String name) {
        return imported.get(name) instanceof Long count ? count : null;
    }

    /** Returns the same with another thread table. */
    TraceManifest withThreads(List<ThreadEntry> newThreads) {
        return new TraceManifest(
                producer,
                version,
                source,
                host,
                mode,
                level,
                clock,
                startNs,
                endNs,
                events,
                byKind,
                dropped,
                newThreads,
                segments,
                observable,
                imported,
                recording,
                slice,
                warnings,
                closed,
                sourceComplete,
                rebuilt);
    }
}
