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
     * Summarises the rows {@code [from, to)} of a chunk.
     *
     * @throws IllegalArgumentException if a row has a kind that the format does not define
     */
    static EventSummary of(EventChunk chunk, int from, int to) {
        EventSummary summary = new EventSummary();
        summary.events = to - from;
        ByteBuffer body = chunk.body();
        int kindAt = chunk.columnOffset(EventColumn.KIND);
        int tsAt = chunk.columnOffset(EventColumn.TS);
        long[] byKind = summary.byKind;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            byKind[Byte.toUnsignedInt(body.get(kindAt + i))]++;
            long ts = body.getLong(tsAt + i * Long.BYTES);
            first = Math.min(first, ts);
            last = Math.max(last, ts);
        }
        summary.firstTs = first;
        summary.lastTs = last;
        summary.requireKnownKinds();
        if (byKind[EventKind.GAP.code()] > 0) {
            summary.dropped = sumGaps(chunk, from, to);
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

    private static long sumGaps(EventChunk chunk, int from, int to) {
        ByteBuffer body = chunk.body();
        int kindAt = chunk.columnOffset(EventColumn.KIND);
        int countAt = chunk.columnOffset(EventColumn.COUNT);
        long sum = 0;
        for (int i = from; i < to; i++) {
            if (body.get(kindAt + i) == EventKind.GAP.code()) {
                sum += Integer.toUnsignedLong(body.getInt(countAt + i * Integer.BYTES));
            }
        }
        return sum;
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

    long of(EventKind kind) {
        return byKind[kind.code()];
    }

    long events() {
        return events;
    }

    /** Returns the sum of the gaps' counts. */
    long dropped() {
        return dropped;
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
