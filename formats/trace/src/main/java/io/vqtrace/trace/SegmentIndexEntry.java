package io.vqtrace.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code trace.json} says of one event segment. */
final class SegmentIndexEntry {
    private final String file;
    private final EventSummary content = new EventSummary();
    private long batches;
    private long bytes;

    SegmentIndexEntry(String file) {
        this.file = file;
    }

    /** Adds a batch and takes over the segment's new size. */
    void add(EventSummary batch, long newBytes) {
        content.add(batch);
        batches++;
        bytes = newBytes;
    }

    void bytes(long newBytes) {
        bytes = newBytes;
    }

    String file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    EventSummary content() {
        return content;
    }

    Map<String, Object> toJson(boolean withTimes) {
        boolean timed = withTimes && content.events() > 0;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("rows", content.events());
        json.put("batches", batches);
        json.put("bytes", bytes);
        json.put("first_ns", timed ? content.firstTs() : null);
        json.put("last_ns", timed ? content.lastTs() : null);
        return json;
    }
}
