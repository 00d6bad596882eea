package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jfree.chart.JFreeChart;

/** Draws charts of a trace. The methods may be called from any thread, but a session only from one at a time. */
public final class Charts {
    private static final Set<String> SWEPT = Set.of("depth", "episodes");

    static {
        headless();
    }

    private Charts() {}

    /** A picture needs no display; without this, a DISPLAY that nobody listens on would be an error. */
    static void headless() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /**
     * Adds to the options of a session what a chart needs.
     *
     * @param kind the chart that will be drawn
     * @param options options of the session that is to be opened
     * @return the same options
     */
    public static SessionOptions.Builder prepare(ChartKind kind, SessionOptions.Builder options) {
        options.modules(modules(kind));
        if (kind.views().stream().anyMatch(SWEPT::contains)) {
            options.inspections(SessionOptions.Inspection.SWEEP);
        }
        return options;
    }

    private static String[] modules(ChartKind kind) {
        return kind.views().toArray(String[]::new);
    }

    /**
     * Draws a chart. Cost: one or two passes of the database over the requests, at most a second for a million.
     *
     * @param kind what to draw
     * @param session a session opened with the options of {@link #prepare}
     * @param name name of the trace for the title
     * @param options size, and what part of the session's trace to show; without a time of its own, the chart shows the
     *     window of the session
     * @return the chart, which no longer needs the session
     * @throws ChartUnavailableException if the capture lacks what the chart needs, or this machine has no font
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public static Chart draw(ChartKind kind, TraceSession session, String name, ChartOptions options)
            throws SQLException, IOException, ChartUnavailableException {
        Fonts.require();
        if (kind.tableSource() != null) {
            JFreeChart chart = kind.tableSource().draw(session, name, options.within(session.options()));
            return new Chart(chart, options.width(), options.height());
        }
        session.require(modules(kind));
        TraceManifest manifest = session.files().manifest();
        boolean timed = session.window().timed();
        TraceSpan span = new TraceSpan(name, timed ? manifest.startNs() : null, timed ? manifest.endNs() : null);
        return draw(kind, session.connection(), span, options.within(session.options()));
    }

    /**
     * Draws how long requests took in two traces. Needs no session.
     *
     * @param overlay what to draw
     * @param options size; the rest is not looked at
     * @return the chart
     * @throws ChartUnavailableException if this machine has no font
     */
    public static Chart draw(LatencyOverlay overlay, ChartOptions options) throws ChartUnavailableException {
        Fonts.require();
        return new Chart(LatencyOverlayChart.draw(overlay), options.width(), options.height());
    }

    /** Draws from the views that a connection shows. */
    static Chart draw(ChartKind kind, Connection connection, TraceSpan trace, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        Views views = new Views(connection);
        Scope scope = Scope.of(views, trace, options, kind);
        JFreeChart chart = kind.source().draw(views, scope, options);
        return new Chart(chart, options.width(), options.height());
    }
}
