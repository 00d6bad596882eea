package io.vqtrace.analyzer.slice;

import io.vqtrace.trace.Clock;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import java.util.List;
import java.util.Map;

/** What becomes of each part of a trace on its way into a slice; by itself, nothing. */
interface SliceFilter {
    /** Keeps everything. */
    SliceFilter NONE = new SliceFilter() {};

    default String host(String host) {
        return host;
    }

    default Clock clock(Clock clock) {
        return clock;
    }

    /** The name under which the slice remembers the trace that it is of; null for none. */
    default String sliceOf(String traceName) {
        return traceName;
    }

    default DeviceRow device(DeviceRow row) {
        return row;
    }

    default QueueRow queue(QueueRow row) {
        return row;
    }

    default NegotiationRow negotiation(NegotiationRow row) {
        return row;
    }

    default ThreadEntry thread(ThreadEntry entry) {
        return entry;
    }

    /** Changes an event in place. */
    default void event(EventRow row) {}

    /** What is kept of an object of {@code trace.json} about the capture. */
    default Map<String, Object> counters(Map<String, Object> object) {
        return object;
    }

    default List<String> warnings(List<String> warnings) {
        return warnings;
    }
}
