package io.vqtrace.analyzer;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.analysis.SaturationModel;
import io.vqtrace.analyzer.chart.Chart;
import io.vqtrace.analyzer.chart.ChartKind;
import io.vqtrace.analyzer.chart.ChartOptions;
import io.vqtrace.analyzer.chart.ChartUnavailableException;
import io.vqtrace.analyzer.chart.Charts;
import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.Answer;
import io.vqtrace.analyzer.session.QueryException;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingModel;
import io.vqtrace.analyzer.simulate.CoalescingOptions;
import io.vqtrace.analyzer.simulate.CoalescingSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * An opened trace, for programs and notebooks: the views of {@code vqtrace sql} as typed rows, the figures of the
 * reports as records, and charts.
 *
 * <pre>{@code
 * record Slow(int queue, String op, long serviceNs) {}
 *
 * try (Trace trace = Trace.open(Path.of("run.vqtrace"))) {
 *     List<Slow> slow = trace.query("from requests order by service_ns desc limit 10", Slow.class);
 *     long[] popped = trace.query("select ts_pop from requests order by ts_pop").longs("ts_pop");
 *     ImageIO.write(trace.chart(ChartKind.DEPTH).image(), "png", new File("depth.png"));
 * }
 * }</pre>
 *
 * <p><b>Cost.</b> Opening reads the manifest and small tables; a log is imported to a temporary folder first, at some
 * hundred megabytes a second. The first question loads all events of the selection, as {@code vqtrace sql} does: about
 * 0.1 µs and 60 bytes of memory outside of the Java heap for each, kept until {@link #close}. Later questions read no
 * file.
 *
 * <p><b>Threads.</b> Not thread-safe: any thread may call, but only one at a time.
 *
 * <p>{@linkplain io.vqtrace.analyzer The package's page} says with which options Java has to be started.
 */
public final class Trace implements AutoCloseable {
    private final String name;
    private final TraceFiles files;
    private final Scratch imported;
    private final TraceBuilder selection;
    private TraceSession session;
    private boolean closed;

    Trace(String name, TraceFiles files, Scratch imported, TraceBuilder selection) {
        this.name = name;
        this.files = files;
        this.imported = imported;
        this.selection = selection;
    }

    /**
     * Opens a whole trace.
     *
     * @param path a trace ({@code NAME.vqtrace}, {@code .vqtrace.zip}, {@code .arrows}, {@code .arrow}), or a QEMU log,
     *     plain, gzip or zstd
     * @return the trace, to be closed by the caller
     * @throws IOException if there is none, it cannot be read or is not recognised; the message is one line for a user
     * @throws IllegalStateException if Java was started without the option that Arrow needs; the message names it
     */
    public static Trace open(Path path) throws IOException {
        return builder(path).open();
    }

    /**
     * Starts to open a trace with options.
     *
     * @param path as in {@link #open}
     * @return a builder, which selects everything
     */
    public static TraceBuilder builder(Path path) {
        return new TraceBuilder(path);
    }

    /**
     * Answers a statement from the views of the trace; {@code SHOW TABLES} lists them and {@code DESCRIBE requests} the
     * columns of one. What the capture could not observe is null.
     *
     * @param sql one reading statement in the SQL of DuckDB, on the trace's views only: no file, network, extension or
     *     setting is within its reach
     * @return all rows, in memory
     * @throws QueryException if the statement is refused or fails
     * @throws IOException if the trace cannot be loaded
     */
    public QueryResult query(String sql) throws IOException {
        return analyse(loaded -> {
            try (Answer answer = Answer.to(sql, loaded)) {
                return QueryResult.of(answer);
            }
        });
    }

    /**
     * Answers a statement with a record per row. A component takes the column of its name in snake case: {@code
     * serviceNs} takes {@code service_ns}; other columns are left out. A whole number fits {@code int} and {@code long},
     * any number {@code double}, a list {@link List}, all else {@code boolean} or {@link String}; where a column can be
     * null, the component has to be an object, such as {@link Long}.
     *
     * @param sql as in {@link #query(String)}
     * @param type a record class
     * @param <T> the record
     * @return the records, in the order of the rows
     * @throws QueryException if the statement is refused or fails
     * @throws IllegalArgumentException if a component has no column, or one of another type, or a primitive component
     *     meets null; the message names them
     * @throws IOException if the trace cannot be loaded
     */
    public <T extends Record> List<T> query(String sql, Class<T> type) throws IOException {
        return query(sql).as(type);
    }

    /**
     * Draws a chart of 1200 × 700 pixels.
     *
     * @param kind what to draw
     * @return the chart, which outlives this trace
     * @throws ChartUnavailableException if the capture lacks what the chart needs, or this machine has no font
     * @throws IOException if the trace cannot be loaded
     */
    public Chart chart(ChartKind kind) throws IOException, ChartUnavailableException {
        return chart(kind, ChartOptions.DEFAULT);
    }

    /**
     * Draws a chart.
     *
     * @param kind what to draw
     * @param options its size, and what part of the selection it shows
     * @return the chart, which outlives this trace
     * @throws ChartUnavailableException if the capture lacks what the chart needs, or this machine has no font
     * @throws IOException if the trace cannot be loaded
     */
    public Chart chart(ChartKind kind, ChartOptions options) throws IOException, ChartUnavailableException {
        TraceSession loaded = session();
        try {
            return Charts.draw(kind, loaded, name, options);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Makes the figures of {@code vqtrace report}.
     *
     * @return devices, and queues with their latency, depth and verdict
     * @throws IOException if the trace cannot be loaded
     */
    public ReportModel report() throws IOException {
        return analyse(Analyses::report);
    }

    /**
     * Makes the figures of {@code vqtrace saturation}.
     *
     * @return verdicts with the numbers behind them, and all episodes
     * @throws IOException if the trace cannot be loaded
     */
    public SaturationModel saturation() throws IOException {
        return analyse(Analyses::saturation);
    }

    /**
     * Makes the figures of {@code vqtrace interrupts}.
     *
     * @return what moderation and suppression did on each queue
     * @throws IOException if the trace cannot be loaded
     */
    public InterruptsModel interrupts() throws IOException {
        return analyse(Analyses::interrupts);
    }

    /**
     * Makes the figures of {@code vqtrace latency}.
     *
     * @return percentiles by queue, operation and phase, and over time
     * @throws IOException if the trace cannot be loaded
     */
    public LatencyModel latency() throws IOException {
        return analyse(Analyses::latency);
    }

    /**
     * Replays the completions through other settings of interrupt moderation, as {@code vqtrace simulate coalescing}
     * does. Reads the events once more, each time.
     *
     * @param options the settings, and what to look for
     * @return per queue what each setting would have done, and how far that can be trusted
     * @throws IOException if the trace cannot be read
     */
    public CoalescingModel simulate(CoalescingOptions options) throws IOException {
        CoalescingSimulation simulation = new CoalescingSimulation(options);
        try (TraceSession replayed = open(simulation.prepare(selection.options()))) {
            return simulation.run(replayed);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @FunctionalInterface
    private interface Analysis<T> {
        T run(TraceSession session) throws SQLException, IOException;
    }

    private <T> T analyse(Analysis<T> analysis) throws IOException {
        TraceSession loaded = session();
        try {
            return analysis.run(loaded);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Returns what the trace is called.
     *
     * @return the last part of its path
     */
    public String name() {
        return name;
    }

    /**
     * Tells whether the trace is whole. All damage is known only after the first question.
     *
     * @return false if it is cut or was not closed
     */
    public boolean complete() {
        return files.complete();
    }

    /**
     * Returns what is wrong with the trace.
     *
     * @return one line each, empty for a complete trace
     */
    public List<String> warnings() {
        return files.warnings();
    }

    private TraceSession session() throws IOException {
        if (session == null) {
            session = locked(open(selection
                    .options()
                    .modules(TraceSession.allModules())
                    .inspections(SessionOptions.Inspection.values())));
        }
        return session;
    }

    private TraceSession open(SessionOptions.Builder options) throws IOException {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        try {
            return TraceSession.open(files, options.build());
        } catch (SQLException e) {
            throw failed(e);
        } catch (SessionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Makes a session safe for statements of the user, or closes it. */
    private TraceSession locked(TraceSession opened) throws IOException {
        try {
            opened.lock();
            return opened;
        } catch (SQLException | IOException e) {
            try {
                opened.close();
            } catch (SQLException onClose) {
                e.addSuppressed(onClose);
            }
            throw e instanceof SQLException sql ? failed(sql) : (IOException) e;
        }
    }

    private IOException failed(SQLException e) {
        return new IOException("DuckDB fails on " + name + ": " + e.getMessage(), e);
    }

    /**
     * Gives back the memory of the loaded events and deletes what was imported. Results, charts and models stay valid.
     * A second call does nothing.
     *
     * @throws IOException if a file cannot be closed
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (imported;
                files) {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            session = null;
        }
    }
}
