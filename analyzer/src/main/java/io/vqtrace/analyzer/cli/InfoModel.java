package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.read.TraceManifest.SegmentInfo;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code vqtrace info}.
 *
 * @param trace the trace as a whole
 * @param segments event segments in the order in which they are read
 * @param devices devices as recorded
 * @param threads threads that wrote events
 * @param imported counters of the import, null if the trace was recorded
 * @param recorder what the recorder counted, null if the trace was imported
 * @param dump why and when a flight recorder wrote the trace, null for any other
 * @param warnings what the writer of the trace had to say, and what of it is missing
 */
record InfoModel(
        Trace trace,
        List<SegmentInfo> segments,
        List<Device> devices,
        List<Thread> threads,
        Map<String, Object> imported,
        Map<String, Object> recorder,
        Map<String, Object> dump,
        List<String> warnings) {

    /**
     * The trace as a whole.
     *
     * @param name what the user calls it
     * @param source what it was made from, null if unknown
     * @param startNs time of the first event, null without a clock
     * @param endNs time of the last event, null without a clock
     * @param durationNs from the first to the last event, null without a clock
     * @param events rows of the data path
     * @param requests requests, open and returned ones included
     * @param byKind rows by kind; a kind that the capture could not show is left out
     * @param recovered events that only the black box of a killed or living recorder held, null if there is none
     * @param dropped events that the recorder lost
     * @param unparsedLines lines of an imported log that were not understood, null if nothing was imported
     * @param complete false if the trace is cut or was not closed
     * @param clock the clock that stamped the events
     * @param producer program that wrote the trace, null if unknown
     * @param version version of the trace format
     * @param host machine of the capture, null if unknown
     * @param mode how it was captured, null if unknown
     * @param level capture level, null if unknown
     * @param threads number of threads that wrote events
     */
    record Trace(
            String name,
            String source,
            Long startNs,
            Long endNs,
            Long durationNs,
            long events,
            long requests,
            Map<String, Long> byKind,
            Long recovered,
            long dropped,
            Long unparsedLines,
            boolean complete,
            ClockInfo clock,
            String producer,
            int version,
            String host,
            String mode,
            String level,
            int threads) {}

    /**
     * The clock of a trace.
     *
     * @param source its name, {@code none} if events carry no time
     * @param resolutionNs smallest step
     */
    record ClockInfo(String source, Long resolutionNs) {}

    /**
     * A thread that wrote events.
     *
     * @param thread index in the trace
     * @param tid the host's id of it, null if it stands for several
     * @param role its name or what it does, null if unknown
     * @param recorded events of it that found memory, null if the trace was not recorded
     * @param dropped events of it that found none, null if the trace was not recorded
     */
    record Thread(int thread, Long tid, String role, Long recorded, Long dropped) {}

    /**
     * A device as recorded.
     *
     * @param device id inside the trace
     * @param name given name, null if unknown
     * @param type device type or model, null if unknown
     * @param sourceId identity in the capture, null if unknown
     * @param backend who serves it, null if unknown
     * @param address bus address, null if unknown
     * @param events events of an emulated device, null for virtio devices
     * @param join how sure the name is, null if no facts were given
     */
    record Device(
            int device,
            String name,
            String type,
            String sourceId,
            String backend,
            String address,
            Long events,
            String join) {}
}
