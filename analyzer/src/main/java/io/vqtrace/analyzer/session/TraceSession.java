package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.sweep.Drops;
import io.vqtrace.analyzer.sweep.LostSpans;
import io.vqtrace.analyzer.sweep.ModerationOptions;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.analyzer.sweep.QueueCells;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * A trace loaded for analysis: its events in DuckDB so far as the asked modules need them, and what the passes in Java
 * found. Modules are created when they are first required. Not thread-safe.
 */
public final class TraceSession implements AutoCloseable {
    /** The module that aggregates the events straight from the stream, so that they need not be kept. */
    private static final String QUEUE_SUMMARY = "queue_summary";

    private static final int LATENCY_BUCKETS = 120;

    private final TraceFiles files;
    private final SessionOptions options;
    private final Catalog catalog;
    private final Window window;
    private final Placeholders placeholders = new Placeholders();
    private final Set<String> created = new HashSet<>();
    private Database database;
    private LoadedTrace loaded;
    private UserSqlGuard guard;

    private TraceSession(TraceFiles files, SessionOptions given) throws SessionException {
        this.files = files;
        // A slice holds requests that end after its window: it is looked at through the window that it was cut by.
        TraceManifest.Slice slice = files.manifest().slice();
        options = slice == null ? given : given.orWindow(slice.fromNs(), slice.toNs());
        catalog = new Catalog(files);
        window = window(files.manifest(), options);
    }

    /**
     * Loads a trace.
     *
     * @param files the trace; it must stay open while the session loads and is not closed by it
     * @param options what to load
     * @return the session, to be closed by the caller
     * @throws IOException if the trace cannot be read; a {@link io.vqtrace.analyzer.read.TraceReadException} has a
     *     message for the user
     * @throws SQLException if DuckDB fails, for instance for want of memory
     * @throws SessionException if the options do not fit the trace
     */
    public static TraceSession open(TraceFiles files, SessionOptions options)
            throws IOException, SQLException, SessionException {
        TraceSession session = new TraceSession(files, options);
        try {
            session.load();
            return session;
        } catch (IOException | SQLException | SessionException | RuntimeException e) {
            try {
                session.close();
            } catch (SQLException onClose) {
                e.addSuppressed(onClose);
            }
            throw e;
        }
    }

    private static Window window(TraceManifest manifest, SessionOptions options) throws SessionException {
        boolean timed = manifest.clock().hasTimes() && manifest.startNs() != null;
        if (!timed) {
            if (options.fromNs() != null || options.toNs() != null) {
                throw new SessionException("this trace has no times, so that no time window can be cut from it");
            }
            return new Window(null, null);
        }
        long from = options.fromNs() == null ? manifest.startNs() : Math.max(options.fromNs(), manifest.startNs());
        long to = options.toNs() == null ? manifest.endNs() : Math.min(options.toNs(), manifest.endNs());
        if (options.fromNs() != null && options.toNs() != null && options.fromNs() > options.toNs()) {
            throw new SessionException("the time window ends before it begins");
        }
        if (from > to) {
            throw new SessionException("the time window lies outside of the trace, which spans " + manifest.startNs()
                    + " to " + manifest.endNs() + " ns");
        }
        return new Window(from, to);
    }

    private void load() throws IOException, SQLException, SessionException {
        Set<EventColumn> columns = SqlModules.eventColumns(options.modules());
        boolean anyColumns = !columns.isEmpty();
        fillPlaceholders();
        SessionLoader loader = new SessionLoader(files, options, catalog, window);
        if (anyColumns) {
            long width = columns.stream().mapToLong(EventColumn::width).sum();
            openDatabase(files.manifest().events() * width);
        }
        String sql = aggregatesStream() ? aggregateSql() : "CREATE TABLE raw.events AS SELECT * FROM event_stream;\n";
        loaded = loader.load(anyColumns ? database : null, columns, sql, filter());
        fillLoadedPlaceholders();
    }

    private void openDatabase(long estimatedBytes) throws IOException, SQLException {
        if (database == null) {
            database = Database.open(options, estimatedBytes);
            execute("CREATE SCHEMA raw;");
        }
    }

    /**
     * Returns which events the session sees.
     *
     * @return the filter made of the options
     * @throws SessionException if they name a device that the trace does not have
     */
    public EventFilter filter() throws SessionException {
        BitSet devices = options.devices().isEmpty() ? null : catalog.ids(options.devices());
        BitSet queues = null;
        if (!options.queues().isEmpty()) {
            queues = new BitSet();
            options.queues().forEach(queues::set);
        }
        return new EventFilter(
                options.fromNs() == null ? Long.MIN_VALUE : options.fromNs(),
                options.toNs() == null ? Long.MAX_VALUE : options.toNs(),
                devices,
                queues);
    }

    /** Tells whether the only module that reads events is the queue summary, and it can do so in one pass. */
    private boolean aggregatesStream() {
        Map<EventKind, Long> counts = files.manifest().byKind();
        boolean noGaps = counts != null && counts.getOrDefault(EventKind.GAP, 0L) == 0;
        return noGaps
                && options.modules().contains(QUEUE_SUMMARY)
                && options.modules().stream()
                        .allMatch(module -> module.equals(QUEUE_SUMMARY)
                                || SqlModules.eventColumns(List.of(module)).isEmpty());
    }

    private String aggregateSql() {
        created.add(QUEUE_SUMMARY);
        return "CREATE VIEW raw.events AS SELECT * FROM event_stream;\n"
                + placeholders.fill(SqlModules.text(QUEUE_SUMMARY))
                + "CREATE TABLE raw.queue_summary AS SELECT * FROM queue_summary;\n"
                + "CREATE OR REPLACE VIEW queue_summary AS SELECT * FROM raw.queue_summary;\n"
                + "DROP VIEW raw.events;\n";
    }

    private void fillPlaceholders() {
        placeholders.put("timed", window.timed());
        placeholders.put("window.start", window.timed() ? window.startNs() : 0);
        placeholders.put("window.to", window.timed() ? window.endNs() : Long.MAX_VALUE);
        placeholders.put("window.bucket", latencyBucketNs());
        for (EventKind kind : EventKind.values()) {
            placeholders.put("shows." + kind.label(), files.manifest().canShow(kind));
        }
        ModerationOptions moderation = options.moderation();
        placeholders.put("moderation.interval", window.intervalNs(moderation));
        placeholders.put("storm.slot", moderation.stormSlotNs());
        placeholders.put("storm.interrupts", moderation.stormSlotInterrupts());
        placeholders.put("storm.rate", moderation.stormRate());
        placeholders.put("storm.ratio", moderation.stormRatio());
        placeholders.put("storm.length", moderation.stormLengthNs());
        placeholders.put("gaps.join", "");
        placeholders.put("gaps.none", "TRUE");
    }

    private void fillLoadedPlaceholders() throws SQLException, IOException {
        List<String> names = new ArrayList<>();
        for (DeviceInfo device : catalog.devices()) {
            while (names.size() < device.row().device()) {
                names.add(null);
            }
            names.add(device.displayName());
        }
        placeholders.put("names.device", names.isEmpty() ? "['']" : SqlText.list(names));
        boolean notified = loaded.agedInterrupts()
                && loaded.columns().contains(EventColumn.TS)
                && options.inspections().contains(SessionOptions.Inspection.NOTIFY);
        boolean deliveries =
                loaded.agedInterrupts() && options.inspections().contains(SessionOptions.Inspection.DELIVERIES);
        placeholders.put("deliveries", deliveries);
        placeholders.put("notified.select", notified ? NotifiedSql.SELECT : "NULL::BIGINT");
        placeholders.put("notified.join", notified ? NotifiedSql.JOIN : "");
        fillGapPlaceholders();
    }

    private void fillGapPlaceholders() throws SQLException, IOException {
        List<Object[]> rows = new ArrayList<>();
        for (QueueKey key : loaded.queues()) {
            for (LostSpans.Span span : loaded.gaps().of(key).spans()) {
                rows.add(new Object[] {key.device(), key.queue(), span.startNs(), span.endNs()});
            }
        }
        if (!rows.isEmpty()) {
            openDatabase(0);
            execute("CREATE TABLE raw.gap_spans (device USMALLINT, queue USMALLINT, start_ns BIGINT, end_ns BIGINT);\n"
                    + SqlText.insert("raw.gap_spans", rows));
            placeholders.put(
                    "gaps.join",
                    "ASOF LEFT JOIN raw.gap_spans AS g ON e.device = g.device AND e.queue = g.queue"
                            + " AND e.ts >= g.start_ns");
            placeholders.put("gaps.none", "(g.end_ns IS NULL OR g.end_ns < e.ts - e.since_ns)");
        }
    }

    /**
     * Returns the length of a stretch of {@code latency_over_time}.
     *
     * @return nanoseconds, at least 1
     */
    public long latencyBucketNs() {
        return window.timed() ? Math.max(1, (window.durationNs() + LATENCY_BUCKETS) / LATENCY_BUCKETS) : 1;
    }

    /**
     * Creates the views of modules that do not exist yet.
     *
     * @param modules file names of SQL modules without {@code .sql}
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     * @throws IllegalStateException if a module reads columns that the session was not asked to load
     */
    public void require(String... modules) throws SQLException, IOException {
        StringBuilder sql = new StringBuilder();
        BaseTables tables = new BaseTables(files, catalog, window, loaded);
        for (String module : SqlModules.withRequired(List.of(modules))) {
            Set<EventColumn> needed = SqlModules.eventColumns(List.of(module));
            if (!created.contains(module) && !loaded.columns().containsAll(needed)) {
                throw new IllegalStateException("the session was opened without module " + module);
            }
            if (created.add(module)) {
                sql.append(tables.sql(module)).append(placeholders.fill(SqlModules.text(module)));
            }
        }
        if (sql.length() > 0) {
            openDatabase(0);
            execute(sql.toString());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Runs a query of the analyzer's own.
     *
     * @param sql one statement
     * @param mapper makes a value of each row
     * @param <T> type of a row's value
     * @return the rows
     * @throws SQLException if DuckDB fails
     */
    public <T> List<T> query(String sql, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    /**
     * Makes the session safe for statements of the user: all views exist, nothing outside can be reached, no setting can
     * be changed any more.
     *
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public void lock() throws SQLException, IOException {
        require(SqlModules.ALL.stream()
                .filter(module -> loaded.columns().containsAll(SqlModules.eventColumns(List.of(module))))
                .toArray(String[]::new));
        guard = new UserSqlGuard(database.connection());
        execute("SET enable_external_access = false; SET lock_configuration = true;");
    }

    /**
     * Checks a statement of the user before it may run on {@link #connection()}. Call {@link #lock} first.
     *
     * @param sql what the user wrote
     * @return the statement to run
     * @throws SessionException if it is refused or no SQL; the message is one line for the user
     * @throws SQLException if DuckDB fails
     */
    public String checkUserSql(String sql) throws SessionException, SQLException {
        if (guard == null) {
            throw new IllegalStateException("the session is not locked");
        }
        return guard.check(sql);
    }

    /**
     * Returns the names of all SQL modules, which together define every view.
     *
     * @return module names
     */
    public static String[] allModules() {
        return SqlModules.ALL.toArray(String[]::new);
    }

    /**
     * Returns the DuckDB connection.
     *
     * @return the one connection of the session; it is not to be closed
     * @throws IllegalStateException if no module was asked for
     */
    public Connection connection() {
        if (database == null) {
            throw new IllegalStateException("the session was opened without a module");
        }
        return database.connection();
    }

    /**
     * Returns the trace.
     *
     * @return the files given to {@link #open}
     */
    public TraceFiles files() {
        return files;
    }

    /**
     * Returns the options.
     *
     * @return the options given to {@link #open}; of a slice with its window where they had none
     */
    public SessionOptions options() {
        return options;
    }

    /**
     * Returns the devices and queues.
     *
     * @return the catalog
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Returns the stretch of time that is looked at.
     *
     * @return the window
     */
    public Window window() {
        return window;
    }

    /**
     * Returns the number of events in the window.
     *
     * @return rows
     */
    public long events() {
        return loaded.events();
    }

    /**
     * Returns the number of requests in the window.
     *
     * @return requests that ended, and open ones
     */
    public long requests() {
        return loaded.usedRows() + loaded.open().size();
    }

    /**
     * Returns the queues that have an event in the window.
     *
     * @return their keys, by device id, then queue
     */
    public SortedSet<QueueKey> queues() {
        return loaded.queues();
    }

    /**
     * Returns where events were lost.
     *
     * @return the gaps in the window
     */
    public Gaps gaps() {
        return loaded.gaps();
    }

    /**
     * Returns when queues lost payload.
     *
     * @return by queue; empty without a clock
     */
    public Map<QueueKey, Drops.Result> drops() {
        return loaded.drops();
    }

    /**
     * Returns what the backend of a queue refused.
     *
     * @param key the queue
     * @return number of faults by name of the reason
     */
    public Map<String, Long> faults(QueueKey key) {
        return loaded.faults().getOrDefault(key, Collections.emptySortedMap());
    }

    /**
     * Tells whether requests carry the time from their publication to being taken.
     *
     * @return true if at least one does
     */
    public boolean waits() {
        return loaded.waits();
    }

    /**
     * Returns how many requests of a queue are open at the end of the trace.
     *
     * @param key the queue
     * @return open requests
     */
    public long openRequests(QueueKey key) {
        return loaded.open().stream()
                .filter(row -> row.get(EventColumn.DEVICE) == key.device() && row.get(EventColumn.QUEUE) == key.queue())
                .count();
    }

    /**
     * Returns depth and episodes by queue.
     *
     * @return empty without a clock, or if {@link SessionOptions.Inspection#SWEEP} was not asked for
     */
    public Map<QueueKey, QueueSweep> sweeps() {
        return loaded.sweeps();
    }

    /**
     * Returns how completions, interrupts and kicks relate, by queue.
     *
     * @return empty without a clock, or if it was not asked for
     */
    public Map<QueueKey, Notifications.Result> notifications() {
        return loaded.notifications();
    }

    /**
     * Returns what happened in each of many short stretches of the window, by queue.
     *
     * @return empty without a clock, or if {@link SessionOptions.Inspection#CELLS} was not asked for
     */
    public Map<QueueKey, QueueCells> cells() {
        return loaded.cells();
    }

    /**
     * Returns the event columns that were loaded into DuckDB.
     *
     * @return the columns of {@code raw.events}
     */
    Set<EventColumn> columns() {
        return loaded.columns().isEmpty() ? EnumSet.noneOf(EventColumn.class) : EnumSet.copyOf(loaded.columns());
    }

    @Override
    public void close() throws SQLException {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
