package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When events are missing from a trace: what GAP rows tell of, what came before the window of a flight recorder or a slice and
 * after the latter, what a byte budget deleted, and what a writer that was stopped had not written.
 */
public final class Losses {
    /** No time of an event is as early, and its key does not overflow. */
    static final long EVER = Long.MIN_VALUE / 2;

    /** Nor as late. */
    static final long NEVER = Long.MAX_VALUE / 2 - 1;

    private static final int ANY = 0xffff;
    private static final long FLUSH_NS = 1_000_000_000;

    /** More than that of a queue are one loss that lasts to the end. */
    private static final int MOST = 4096;

    /**
     * A stretch of time, both ends included.
     *
     * @param fromNs the first moment of which something may be missing
     * @param toNs the last one
     */
    record Stretch(long fromNs, long toNs) {}

    /** Device and queue, {@link #ANY} for all of them. */
    private record Scope(int device, int queue) {
        boolean holds(int ofDevice, int ofQueue) {
            return (device == ANY || device == ofDevice) && (queue == ANY || queue == ofQueue);
        }
    }

    private final Map<Scope, List<Stretch>> stretches = new HashMap<>();

    private Losses() {}

    /**
     * Finds out what is missing. Cost: a pass over a few columns if the trace says that events were lost, else none.
     *
     * @param files the trace
     * @return its losses
     * @throws IOException if the trace cannot be read
     */
    public static Losses of(TraceFiles files) throws IOException {
        Losses losses = new Losses();
        TraceManifest manifest = files.manifest();
        losses.window(manifest, files.complete());
        boolean gaps = manifest.dropped() > 0
                || manifest.byKind() == null
                || manifest.byKind().getOrDefault(EventKind.GAP, 0L) > 0;
        if (gaps && manifest.clock().hasTimes()) {
            try (EventScan scan = files.scan(EventRows.COLUMNS, EventFilter.ALL)) {
                scan.show(List.of(losses.new Gaps()));
                files.note(scan);
            }
        }
        return losses;
    }

    private void window(TraceManifest manifest, boolean complete) {
        TraceManifest.Slice slice = manifest.slice();
        if (slice != null && slice.fromNs() != null) {
            all(EVER, slice.startNs());
        }
        if (slice != null && slice.toNs() != null) {
            all(slice.endNs(), NEVER);
        }
        long slackNs = manifest.recording().flushIntervalNs() == null
                ? FLUSH_NS
                : 2 * Math.min(FLUSH_NS, manifest.recording().flushIntervalNs());
        if (manifest.recording().account().get("deleted") instanceof Long deleted && deleted > 0) {
            all(EVER, manifest.startNs() == null ? null : manifest.startNs() + slackNs);
        }
        if ("flight".equals(manifest.mode())) {
            Object from = manifest.recording().dump().get("from_ns");
            all(EVER, from instanceof Long ns ? Long.valueOf(ns - 1) : manifest.endNs());
        }
        if (!complete && manifest.recorded()) {
            // A closed trace was whole once: what is missing may have been anywhere between its segments.
            boolean torn = manifest.closed() && manifest.segments().size() > 1;
            all(
                    torn || manifest.endNs() == null ? Long.valueOf(EVER) : Long.valueOf(manifest.endNs() - slackNs),
                    NEVER);
        }
    }

    private void all(Long fromNs, Long toNs) {
        if (fromNs != null && toNs != null && toNs > EVER) {
            add(new Scope(ANY, ANY), Math.max(EVER, fromNs), Math.min(NEVER, toNs));
        }
    }

    private void add(Scope scope, long fromNs, long toNs) {
        List<Stretch> known = stretches.computeIfAbsent(scope, any -> new ArrayList<>());
        int last = known.size() - 1;
        if (last >= 0 && (known.size() == MOST || touches(known.get(last), fromNs, toNs))) {
            Stretch before = known.get(last);
            long end = known.size() == MOST ? NEVER : Math.max(before.toNs, toNs);
            known.set(last, new Stretch(Math.min(before.fromNs, fromNs), end));
        } else {
            known.add(new Stretch(fromNs, toNs));
        }
    }

    private static boolean touches(Stretch stretch, long fromNs, long toNs) {
        return fromNs <= stretch.toNs && toNs >= stretch.fromNs;
    }

    /** Returns when events of a queue are missing: ascending, no two of them touch. */
    List<Stretch> of(int device, int queue) {
        List<Stretch> all = new ArrayList<>();
        stretches.forEach((scope, own) -> {
            if (scope.holds(device, queue)) {
                all.addAll(own);
            }
        });
        all.sort(Comparator.comparingLong(Stretch::fromNs));
        List<Stretch> merged = new ArrayList<>();
        for (Stretch next : all) {
            int last = merged.size() - 1;
            if (last >= 0 && next.fromNs <= merged.get(last).toNs) {
                Stretch before = merged.get(last);
                merged.set(last, new Stretch(before.fromNs, Math.max(before.toNs, next.toNs)));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    /** Collects what GAP rows tell. */
    private final class Gaps implements EventConsumer {
        @Override
        public Set<EventColumn> columns() {
            return Set.of();
        }

        @Override
        public void accept(EventRows rows) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.is(i, EventKind.GAP)) {
                    int id = rows.queueId(i);
                    add(new Scope(id >>> Short.SIZE, id & EventColumn.NO_QUEUE), rows.begin(i), rows.ts(i));
                }
            }
        }
    }
}
