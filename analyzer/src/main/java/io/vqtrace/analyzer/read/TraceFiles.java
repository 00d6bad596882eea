package io.vqtrace.analyzer.read;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.TraceFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * An opened trace: {@code NAME.vqtrace/}, {@code NAME.vqtrace.zip}, one {@code .arrows} or {@code .arrow} file of events,
 * or the directory of a black box. A trace whose process was killed takes in what its black box holds. Opening reads the manifest and the small tables; events only if {@code trace.json} is missing or stale.
 *
 * <p>A trace that is cut gives what is whole and says so by {@link #complete()} and {@link #warnings()}. Not
 * thread-safe.
 */
public final class TraceFiles implements Closeable {
    private static final int MAX_FACT_BYTES = 256 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Path path;
    private final String name;
    private TraceContainer container;
    private final boolean single;
    private final List<String> problems = new ArrayList<>();
    private TraceManifest manifest;
    private BoxRecovery recovery;
    private List<DeviceRow> devices = List.of();
    private List<QueueRow> queues = List.of();
    private List<NegotiationRow> negotiation = List.of();
    private List<QueueStateRow> queueStates = List.of();

    private TraceFiles(Path path, TraceContainer container, boolean single) {
        this.path = path;
        this.name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        this.container = container;
        this.single = single;
    }

    /**
     * Opens a trace.
     *
     * @param path a trace directory, a zip file of one, or a file with Arrow events
     * @return the trace, to be closed by the caller
     * @throws TraceReadException if there is none, it cannot be read, or its format is not this one
     */
    public static TraceFiles open(Path path) throws TraceReadException {
        TraceKind kind = TraceKind.of(path);
        TraceContainer container = null;
        try {
            container = kind.container(path);
            TraceFiles files = new TraceFiles(path, container, kind == TraceKind.ARROW);
            files.read();
            return files;
        } catch (IOException e) {
            TraceReadException explained = TraceKind.explain(path, e);
            if (container != null) {
                try {
                    container.close();
                } catch (IOException onClose) {
                    explained.addSuppressed(onClose);
                }
            }
            throw explained;
        }
    }

    /**
     * Tells whether a path looks like a trace, by being a directory or by its first bytes; a log does not.
     *
     * @param path any path
     * @return true if {@link #open} is the way to read it
     * @throws TraceReadException if the path is missing or unreadable
     */
    public static boolean isTrace(Path path) throws TraceReadException {
        return TraceKind.of(path) != TraceKind.OTHER;
    }

    private void read() throws IOException {
        manifest = single ? null : ManifestReader.read(container, name);
        if (!single && (manifest == null || !manifest.closed())) {
            recover();
        }
        List<String> segments = segmentFiles();
        if (manifest == null && segments.isEmpty()) {
            throw new TraceReadException(name + " holds no trace (neither a readable " + TraceFormat.MANIFEST_FILE
                    + " nor events-*.arrows)");
        }
        if (manifest == null && !single) {
            problems.add(manifestProblem() + ", rebuilt from the events");
        }
        if (manifest != null && !manifest.sourceComplete()) {
            problems.add("what it was made from was cut");
        }
        if (manifest == null || !manifest.closed() || !matches(manifest, segments)) {
            rebuild(segments);
        }
        readTables();
    }

    private String manifestProblem() {
        boolean missing = !container.files().containsKey(TraceFormat.MANIFEST_FILE);
        return TraceFormat.MANIFEST_FILE + (missing ? " is missing" : " is cut or damaged");
    }

    /** Looks for a black box of a trace that was not closed. */
    private void recover() throws IOException {
        TraceManifest.Recording named = manifest == null ? TraceManifest.Recording.NONE : manifest.recording();
        recovery = BoxRecovery.find(path, container, named, problems);
        if (recovery == null) {
            if (manifest != null) {
                problems.add("the writer did not close it" + atMostMissing(named));
            }
            return;
        }
        if (recovery.trace() != container) {
            container.close();
            container = recovery.trace();
            manifest = ManifestReader.read(container, name);
        }
        if (manifest == null && !recovery.alone()) {
            problems.add(manifestProblem());
        }
        manifest = recovery.manifest(manifest);
        problems.addAll(recovery.problems());
    }

    private static String atMostMissing(TraceManifest.Recording recording) {
        return recording.flushIntervalNs() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", at most its last %.3f s are missing",
                        recording.flushIntervalNs() / NANOS_PER_SECOND);
    }

    private void readTables() throws IOException {
        TraceTables tables = new TraceTables(container);
        devices = tables.devices();
        queues = tables.queues();
        negotiation = tables.negotiation();
        queueStates = tables.queueStates();
        problems.addAll(tables.problems());
        if (recovery != null) {
            devices = recovery.devices(devices);
            queues = recovery.queues(queues, devices);
            negotiation = recovery.negotiation(negotiation);
            queueStates = recovery.queueStates(queueStates);
        }
        if (!single && (recovery == null || !recovery.alone())) {
            TraceTables.FILES.stream()
                    .filter(file -> !container.files().containsKey(file))
                    .forEach(file -> problems.add(file + " is missing"));
        }
    }

    private EventBatches batches(String segment, Set<EventColumn> columns) throws IOException {
        return recovery != null && segment.equals(recovery.segment())
                ? recovery.batches(columns)
                : ArrowBatches.open(container.open(segment), name, columns);
    }

    private List<String> segmentFiles() {
        return container.files().keySet().stream()
                .filter(file -> single || TraceLayout.isEventSegment(file))
                .toList();
    }

    private boolean matches(TraceManifest found, List<String> segments) {
        SortedMap<String, Long> files = container.files();
        return found.segments().stream()
                        .allMatch(info -> Long.valueOf(info.bytes()).equals(files.get(info.file())))
                && found.segments().size() == segments.size();
    }

    private void rebuild(List<String> segments) throws IOException {
        ManifestRebuild rebuild = new ManifestRebuild(this::batches);
        TraceManifest stale = manifest;
        Map<String, Long> sizes = new LinkedHashMap<>();
        segments.forEach(segment -> sizes.put(segment, container.files().get(segment)));
        if (recovery != null) {
            sizes.put(recovery.segment(), recovery.bytes());
        }
        manifest = rebuild.rebuild(sizes, stale);
        problems.addAll(rebuild.problems());
        if (stale != null) {
            stale.segments().stream()
                    .map(TraceManifest.SegmentInfo::file)
                    .filter(file -> !segments.contains(file))
                    .forEach(file -> problems.add(file + " is missing"));
            long lost = stale.events() - manifest.events();
            if (stale.closed() && problems.isEmpty()) {
                problems.add(TraceFormat.MANIFEST_FILE + " is stale (it counts " + lost + " more events)");
            }
        }
    }

    /**
     * Returns where the trace lies.
     *
     * @return the path given to {@link #open}
     */
    public Path path() {
        return path;
    }

    /**
     * Returns the trace's name for messages and titles.
     *
     * @return the last part of the path
     */
    public String name() {
        return name;
    }

    /**
     * Returns the manifest, rebuilt where {@code trace.json} does not match the events.
     *
     * @return the manifest
     */
    public TraceManifest manifest() {
        return manifest;
    }

    /**
     * Returns the event segments in the order in which they are read.
     *
     * @return the segment index
     */
    public List<TraceManifest.SegmentInfo> segments() {
        return manifest.segments();
    }

    /**
     * Returns the devices by id.
     *
     * @return one row per device id
     */
    public List<DeviceRow> devices() {
        return devices;
    }

    /**
     * Returns the queue configurations as recorded.
     *
     * @return rows in the order of the file
     */
    public List<QueueRow> queues() {
        return queues;
    }

    /**
     * Returns the negotiation steps as recorded.
     *
     * @return rows in the order of the file
     */
    public List<NegotiationRow> negotiation() {
        return negotiation;
    }

    /**
     * Returns how the queues stood when the recorder last looked.
     *
     * @return at most one row per queue; none of an import
     */
    public List<QueueStateRow> queueStates() {
        return queueStates;
    }

    /**
     * Returns the names of the side-channel answers that were captured with the trace.
     *
     * @return file names for {@link #fact}, in order
     * @throws IOException if they cannot be listed
     */
    public List<String> facts() throws IOException {
        return container.facts();
    }

    /**
     * Reads a side-channel answer.
     *
     * @param fileName one of {@link #facts}
     * @return its bytes
     * @throws IOException if it cannot be read, or is unreasonably long
     */
    public byte[] fact(String fileName) throws IOException {
        return container.bytes(TraceFormat.FACTS_DIRECTORY + "/" + fileName, MAX_FACT_BYTES);
    }

    /**
     * Tells whether everything that was written can be read.
     *
     * @return false if a file is cut, damaged or missing, the writer did not close the trace, or its source was cut
     */
    public boolean complete() {
        return problems.isEmpty();
    }

    /**
     * Returns what the user should know: at most one line on incompleteness, then the writer's own warnings.
     *
     * @return lines without a trailing full stop
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!problems.isEmpty()) {
            warnings.add(name + " is incomplete: " + String.join("; ", problems));
        }
        warnings.addAll(manifest.warnings());
        return List.copyOf(warnings);
    }

    /**
     * Starts to read events.
     *
     * @param columns the wanted columns
     * @param filter which rows to hand over
     * @return a scan, to be closed by the caller before this trace is
     */
    public EventScan scan(Set<EventColumn> columns, EventFilter filter) {
        List<String> segments = manifest.segments().stream()
                .filter(info -> info.lastNs() == null || info.lastNs() >= filter.fromNs())
                .map(TraceManifest.SegmentInfo::file)
                .toList();
        return new EventScan(this::batches, segments, columns, filter);
    }

    /**
     * Notes what a finished scan found missing, so that {@link #complete()} tells it.
     *
     * @param scan a scan of this trace
     */
    public void note(EventScan scan) {
        scan.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
    }

    /**
     * Returns how many events were found in the black box only.
     *
     * @return the events, null if there is no black box
     */
    public Long recovered() {
        return recovery == null ? null : recovery.rows();
    }

    /**
     * Returns what opening did to the trace.
     *
     * @return one line, or null if nothing
     */
    public String note() {
        return recovery == null ? null : recovery.note();
    }

    @Override
    public void close() throws IOException {
        try {
            if (recovery != null) {
                recovery.close();
            }
        } finally {
            container.close();
        }
    }
}
