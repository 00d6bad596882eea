package io.vqtrace.analyzer.slice;

import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trace that holds only what a session's window, devices and queues select. Its events are those that an analysis with
 * the same selection sees, requests that cross an end of the window as a whole, and {@code trace.json} says which window
 * it was, so that an analysis of the slice gives what the analysis of that window of the original does. The small tables
 * keep all configurations and steps of the selected devices and queues, as they explain the state in the window.
 */
public final class TraceSlice {
    private final TraceFiles files;
    private final TraceManifest manifest;
    private final SessionOptions selection;
    private final SliceOptions options;
    private final SliceFilter change;
    private final Map<String, Object> slice = new LinkedHashMap<>();
    private final EventFilter filter;

    /**
     * What was written.
     *
     * @param events events of the slice
     * @param ofEvents events of the trace that it is of
     * @param requests requests of the slice that ended
     */
    public record Result(long events, long ofEvents, long requests) {}

    private TraceSlice(TraceSession session, String name, SliceOptions options) throws SessionException {
        files = session.files();
        manifest = files.manifest();
        selection = session.options();
        filter = session.filter();
        this.options = options;
        change = options.pseudonyms() == null ? SliceFilter.NONE : new Anonymizer(options.pseudonyms());
        slice.put("of", change.sliceOf(name));
        slice.put("from_ns", selection.fromNs());
        slice.put("to_ns", selection.toNs());
        slice.put("start_ns", session.window().startNs());
        slice.put("end_ns", session.window().endNs());
        slice.put("devices", numbers(filter.devices()));
        slice.put("queues", numbers(filter.queues()));
        slice.put("of_events", manifest.events());
        slice.put("anonymized", options.pseudonyms() != null);
    }

    private static List<Object> numbers(BitSet ids) {
        return ids == null ? null : new ArrayList<>(ids.stream().boxed().toList());
    }

    /**
     * Writes a slice.
     *
     * @param files the trace
     * @param name what the user calls it
     * @param selection window, devices and queues
     * @param folder the slice to make; empty or absent
     * @param options how
     * @return what was written
     * @throws IOException if the trace cannot be read, as a {@link io.vqtrace.analyzer.read.TraceReadException}, or the
     *     slice not be written
     * @throws SQLException never: no database is opened
     * @throws SessionException if the selection does not fit the trace
     */
    public static Result write(
            TraceFiles files, String name, SessionOptions selection, Path folder, SliceOptions options)
            throws IOException, SQLException, SessionException {
        try (TraceSession session = TraceSession.open(files, selection)) {
            return new TraceSlice(session, name, options).write(folder);
        }
    }

    private Result write(Path folder) throws IOException {
        OpenRows openRows = OpenRows.of(files, filter);
        EventCopy events = new EventCopy(files, filter, openRows, change);
        try (TraceWriter writer = TraceWriter.builder(folder)
                .source(manifest.source())
                .host(change.host(manifest.host()))
                .mode(manifest.mode())
                .level(manifest.level())
                .clock(change.clock(manifest.clock()))
                .compression(options.compression())
                .open()) {
            manifest.threads().forEach(thread -> writer.thread(change.thread(thread)));
            tables(writer);
            facts(writer);
            events.into(writer);
            describe(writer);
        }
        return new Result(events.events(), manifest.events(), events.requests());
    }

    private void tables(TraceWriter writer) {
        for (DeviceRow row : files.devices()) {
            if (selects(row.device())) {
                writer.device(change.device(row));
            }
        }
        for (QueueRow row : files.queues()) {
            if (filter.selects(new QueueKey(row.device(), row.queue()))) {
                writer.queue(change.queue(row));
            }
        }
        writer.queueStates(files.queueStates().stream()
                .filter(row -> filter.selects(new QueueKey(row.device(), row.queue())))
                .toList());
        for (NegotiationRow row : files.negotiation()) {
            if (row.queue() == null ? selects(row.device()) : filter.selects(new QueueKey(row.device(), row.queue()))) {
                writer.negotiation(change.negotiation(row));
            }
        }
    }

    private boolean selects(int device) {
        return filter.devices() == null || filter.devices().get(device);
    }

    private void facts(TraceWriter writer) throws IOException {
        if (options.facts() && options.pseudonyms() == null) {
            for (String fact : files.facts()) {
                writer.facts(fact, files.fact(fact));
            }
        }
    }

    private void describe(TraceWriter writer) {
        Set<String> observable = new LinkedHashSet<>(manifest.observable() == null ? Set.of() : manifest.observable());
        for (EventKind kind : EventKind.values()) {
            if (manifest.canShow(kind)) {
                observable.add(kind.label());
            }
        }
        writer.put("observable", new ArrayList<>(observable));
        put(writer, "import", manifest.imported());
        put(writer, "recorder", manifest.recording().account());
        put(writer, "dump", manifest.recording().dump());
        writer.put("slice", slice);
        writer.put("warnings", change.warnings(files.warnings()));
        if (!files.complete()) {
            writer.put("complete", false);
        }
    }

    private void put(TraceWriter writer, String key, Map<String, Object> object) {
        if (!object.isEmpty()) {
            writer.put(key, change.counters(object));
        }
    }
}
