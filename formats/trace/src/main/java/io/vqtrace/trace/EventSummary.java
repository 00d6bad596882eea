package io.vqtrace.trace;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts and time range of some events, as {@code trace.json} shows them. */
final class EventSummary {
    private final long[] byKind = new long[1 << Byte.SIZE];
    private long events;
    private long dropped;
    private long firstTs = Long.MAX_VALUE;
    private long lastTs = Long.MIN_VALUE;

    /**
     * Summarises a chunk's rows.
     *
     * @throws IllegalArgumentException if a row has a kind that the format does not define
     */
    static EventSummary of(EventChunk chunk) {
        EventSummary summary = new EventSummary();
        summary.events = chunk.rows();
        ByteBuffer body = chunk.body();
        int kindAt = chunk.columnOffset(EventColumn.KIND);
        int tsAt = chunk.columnOffset(EventColumn.TS);
        for (int i = 0; i < chunk.rows(); i++) {
            summary.byKind[Byte.toUnsignedInt(body.get(kindAt + i))]++;
            long ts = body.getLong(tsAt + i * Long.BYTES);
            summary.firstTs = Math.min(summary.firstTs, ts);
            summary.lastTs = Math.max(summary.lastTs, ts);
        }
        summary.requireKnownKinds();
        if (summary.byKind[EventKind.GAP.code()] > 0) {
            summary.sumGaps(chunk);
        }
        return summary;
    }

    private void requireKnownKinds() {
        for (int code = 0; code < byKind.length; code++) {
            if (byKind[code] > 0 && EventKind.ofCode(code) == null) {
                throw new IllegalArgumentException(byKind[code] + " rows have the undefined kind " + code);
            }
        }
    }

    private void sumGaps(EventChunk chunk) {
        for (int i = 0; i < chunk.rows(); i++) {
            if (chunk.get(EventColumn.KIND, i) == EventKind.GAP.code()) {
                dropped += chunk.get(EventColumn.COUNT, i);
            }
        }
    }

    void add(EventSummary other) {
        for (int code = 0; code < byKind.length; code++) {
            byKind[code] += other.byKind[code];
        }
        events += other.events;
        dropped += other.dropped;
        firstTs = Math.min(firstTs, other.firstTs);
        lastTs = Math.max(lastTs, other.lastTs);
    }

    long events() {
        return events;
    }

    /** Returns the earliest time; meaningful with at least one event. */
    long firstTs() {
        return firstTs;
    }

    /** Returns the latest time; meaningful with at least one event. */
    long lastTs() {
        return lastTs;
    }

    /** Returns the nanoseconds from the earliest to the latest event, both summaries taken together. */
    long spanWith(EventSummary other) {
        return Math.max(lastTs, other.lastTs) - Math.min(firstTs, other.firstTs);
    }

    /** Returns the {@code counts} object; kinds without events are left out. */
    Map<String, Object> countsJson() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            if (byKind[kind.code()] > 0) {
                kinds.put(kind.label(), byKind[kind.code()]);
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events", events);
        json.put("by_kind", kinds);
        json.put("dropped", dropped);
        return json;
    }
}
