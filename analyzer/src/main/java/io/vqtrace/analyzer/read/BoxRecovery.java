package io.vqtrace.analyzer.read;

import io.vqtrace.trace.Clock;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.TraceFormat;
import io.vqtrace.trace.box.BoxDescription;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.TableLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a black box adds to the trace of a process that was killed, or that still records. */
final class BoxRecovery implements Closeable {
    private final BlackBox box;
    private final BoxPlace place;
    private final EventChunk state;
    private final BoxTables tables;
    private final List<QueueStateRow> queueStates;
    private final List<String> problems = new ArrayList<>();

    private BoxRecovery(BoxPlace place) throws IOException {
        this.place = place;
        box = place.box();
        box.leaveOutWritten(place.trace());
        BoxHeads heads = new BoxHeads(box, lastNs());
        state = heads.chunk();
        queueStates = heads.queueStates();
        TableLog.Rows rows = box.file().tables().rows();
        BoxControl control = BoxControl.read(box);
        tables = new BoxTables(rows, control);
        problems.add(summary());
        problems.addAll(box.problems());
        problems.addAll(heads.problems());
        problems.addAll(control.problems());
        if (rows.problem() != null) {
            problems.add("black box: " + rows.problem());
        }
        if (rows.lost() > 0) {
            problems.add("black box: " + rows.lost() + " rows of devices, queues and negotiation found no room");
        }
        if (place.overwrittenRows() > 0) {
            problems.add(place.overwrittenRows() + " events went into the trace while it was read");
        }
    }

    /** Finds the black box of a trace that was not closed; see {@link BoxPlace#find}. Returns null if there is none. */
    static BoxRecovery find(
            Path path, TraceContainer container, TraceManifest.Recording recording, List<String> problems)
            throws IOException {
        BoxPlace place = BoxPlace.find(path, container, recording, problems);
        try {
            return place == null ? null : new BoxRecovery(place);
        } catch (IOException | RuntimeException e) {
            place.discardCopy();
            throw e;
        }
    }

    private long lastNs() {
        long last = box.file().heartbeat();
        for (BlackBox.Chunk chunk : box.chunks()) {
            last = Math.max(last, chunk.lastNs());
        }
        return last;
    }

    private String summary() {
        String rows = String.format(Locale.ROOT, "%,d", box.rows());
        long pid = box.description().owner().pid();
        return place.living()
                ? "it is still being recorded by process " + pid
                : "its process " + pid + " ended without closing it, " + rows + " events are from the black box";
    }

    /** Returns the trace that the black box belongs to, as it was when the black box was read. */
    TraceContainer trace() {
        return place.trace();
    }

    /** Tells whether there is no trace but the black box. */
    boolean alone() {
        return BlackBox.isBox(place.trace());
    }

    /** Returns the events that only the black box had. */
    long rows() {
        return box.rows();
    }

    /** Returns the name under which the rows stand among the segments. */
    String segment() {
        return BoxFile.DIRECTORY;
    }

    /** Returns the bytes of the black box's files. */
    long bytes() {
        return box.files().files().values().stream().mapToLong(Long::longValue).sum();
    }

    EventBatches batches(Set<EventColumn> columns) {
        return new BoxBatches(box, state, columns);
    }

    List<DeviceRow> devices(List<DeviceRow> trace) {
        return tables.devices(trace);
    }

    List<QueueRow> queues(List<QueueRow> trace, List<DeviceRow> devices) {
        return tables.queues(trace, devices);
    }

    List<NegotiationRow> negotiation(List<NegotiationRow> trace) {
        return tables.negotiation(trace);
    }

    List<QueueStateRow> queueStates(List<QueueStateRow> trace) {
        Map<QueueKey, QueueStateRow> byQueue = new TreeMap<>();
        trace.forEach(row -> byQueue.put(new QueueKey(row.device(), row.queue()), row));
        queueStates.forEach(row -> byQueue.put(new QueueKey(row.device(), row.queue()), row));
        return List.copyOf(byQueue.values());
    }

    /** Returns a manifest without counts and segments, from the one that was found or from the black box alone. */
    TraceManifest manifest(TraceManifest found) {
        TraceManifest manifest = found == null ? described(box.description()) : found;
        return manifest.withThreads(tables.threads(manifest.threads()));
    }

    private static TraceManifest described(BoxDescription box) {
        return new TraceManifest(
                box.producer(),
                TraceFormat.VERSION,
                "recorder",
                box.host(),
                box.mode(),
                box.level(),
                new Clock(String.valueOf(box.clockSource()), box.clockResolutionNs(), List.of()),
                null,
                null,
                0,
                null,
                0,
                List.of(),
                List.of(),
                new LinkedHashSet<>(box.observable()),
                Map.of(),
                TraceManifest.Recording.NONE,
                null,
                List.of(),
                false,
                true,
                true);
    }

    /** Returns why the trace is not whole, one line each. */
    List<String> problems() {
        return problems;
    }

    /** Returns what was done, in one line, or null. */
    String note() {
        return place.movedFrom() == null
                ? null
                : String.format(
                        Locale.ROOT,
                        "recovered %,d events from the black box %s, which is now in the trace",
                        box.rows(),
                        place.movedFrom());
    }

    @Override
    public void close() throws IOException {
        place.discardCopy();
    }
}
