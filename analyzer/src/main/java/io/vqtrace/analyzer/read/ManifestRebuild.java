package io.vqtrace.analyzer.read;

import io.vqtrace.trace.Clock;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.TraceFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the counts and the segment index of a manifest anew from what the segments hold. */
final class ManifestRebuild {
    /** Smaller event times are ordinals of a capture without a clock: as an epoch time this is 1970-01-12. */
    private static final long SMALLEST_EPOCH_NS = 1_000_000_000_000_000L;

    private static final Set<EventColumn> COLUMNS = EnumSet.of(EventColumn.TS, EventColumn.KIND, EventColumn.COUNT);

    private final EventBatches.Opener opener;
    private final List<TraceManifest.SegmentInfo> segments = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final long[] byKind = new long[EventKind.values().length + 1];
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long dropped;

    ManifestRebuild(EventBatches.Opener opener) {
        this.opener = opener;
    }

    /** Returns why rows are missing, one line per segment. */
    List<String> problems() {
        return problems;
    }

    /**
     * Reads times and kinds of all events.
     *
     * @param files the event segments and their length in bytes
     * @param stale the manifest as it was found, or null
     */
    TraceManifest rebuild(Map<String, Long> files, TraceManifest stale) throws IOException {
        for (Map.Entry<String, Long> file : files.entrySet()) {
            segment(file.getKey(), file.getValue());
        }
        Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            counts.put(kind, byKind[kind.code()]);
        }
        long events =
                segments.stream().mapToLong(TraceManifest.SegmentInfo::rows).sum();
        TraceManifest told = stale == null ? TraceManifest.UNKNOWN : stale;
        Clock clock = clock(told.clock(), events);
        boolean timed = clock.hasTimes() && events > 0;
        TraceManifest.Slice slice = told.slice();
        return new TraceManifest(
                told.producer(),
                TraceFormat.VERSION,
                told.source(),
                told.host(),
                told.mode(),
                told.level(),
                clock,
                slice != null ? slice.startNs() : timed ? Long.valueOf(first) : null,
                slice != null ? slice.endNs() : timed ? Long.valueOf(last) : null,
                events,
                counts,
                Math.max(dropped, told.dropped()),
                told.threads(),
                timed
                        ? segments
                        : segments.stream().map(ManifestRebuild::untimed).toList(),
                told.observable(),
                told.imported(),
                told.recording(),
                slice,
                told.warnings(),
                told.closed(),
                told.sourceComplete(),
                true);
    }

    private Clock clock(Clock told, long events) {
        boolean epoch = events > 0 && first >= SMALLEST_EPOCH_NS;
        return !told.hasTimes() && epoch ? new Clock("unknown", 0, List.of()) : told;
    }

    private static TraceManifest.SegmentInfo untimed(TraceManifest.SegmentInfo info) {
        return new TraceManifest.SegmentInfo(info.file(), info.rows(), info.batches(), info.bytes(), null, null);
    }

    private void segment(String file, long bytes) throws IOException {
        try (EventScan scan = new EventScan(opener, List.of(file), COLUMNS, EventFilter.ALL)) {
            EventBlock block = null;
            long rows = 0;
            long batches = 0;
            long segmentFirst = Long.MAX_VALUE;
            long segmentLast = Long.MIN_VALUE;
            for (int next = scan.peekRows(); next >= 0; next = scan.peekRows()) {
                if (block == null || block.capacity() < next) {
                    block = new EventBlock(Math.max(next, 1), scan.columns());
                }
                block.clear();
                scan.fill(block);
                batches++;
                rows += block.rows();
                ByteBuffer ts = block.column(EventColumn.TS);
                for (int i = 0; i < block.rows(); i++) {
                    segmentFirst = Math.min(segmentFirst, ts.getLong(i * Long.BYTES));
                    segmentLast = Math.max(segmentLast, ts.getLong(i * Long.BYTES));
                }
                count(block);
            }
            problems.addAll(scan.problems());
            boolean any = rows > 0;
            segments.add(new TraceManifest.SegmentInfo(
                    file, rows, batches, bytes, any ? segmentFirst : null, any ? segmentLast : null));
            first = Math.min(first, segmentFirst);
            last = Math.max(last, segmentLast);
        }
    }

    private void count(EventBlock block) {
        ByteBuffer kinds = block.column(EventColumn.KIND);
        for (int i = 0; i < block.rows(); i++) {
            byKind[kinds.get(i)]++;
            if (kinds.get(i) == EventKind.GAP.code()) {
                dropped += block.column(EventColumn.COUNT).getInt(i * Integer.BYTES) & 0xffff_ffffL;
            }
        }
    }
}
