package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.SessionOptions.Inspection;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Writes exports. */
public final class Exports {
    private Exports() {}

    /**
     * Adds what {@link #write} needs.
     *
     * @param format the format
     * @param options the session's options
     * @return the options
     */
    public static SessionOptions.Builder prepare(ExportFormat format, SessionOptions.Builder options) {
        return switch (format) {
            case PERFETTO -> options.modules(TimelineQuery.MODULES).inspections(Inspection.NOTIFY);
            case PARQUET, CSV -> options.modules(TraceSession.allModules()).inspections(Inspection.values());
            case HDR -> options.modules(HdrExport.MODULES).inspections(Inspection.NOTIFY);
            case OPENMETRICS -> Analyses.prepareReport(options);
        };
    }

    /**
     * Writes an export.
     *
     * @param format the format
     * @param session a session opened with {@link #prepare}
     * @param target file or, for {@link ExportFormat#tables} without a view, folder to make; must not exist
     * @param options what else is asked for
     * @return what was written, as one clause for the user
     * @throws IOException if the target cannot be written, or DuckDB not be started
     * @throws SQLException if DuckDB fails
     * @throws ExportUnavailableException if the capture lacks what the format needs
     * @throws SessionException if there is no such view
     */
    public static String write(ExportFormat format, TraceSession session, Path target, ExportOptions options)
            throws IOException, SQLException, ExportUnavailableException, SessionException {
        return switch (format) {
            case PERFETTO -> new PerfettoExport(timed(format, session)).write(target);
            case PARQUET -> new TableExport(session, TableFormat.PARQUET).write(target, options.view());
            case CSV -> new TableExport(session, TableFormat.CSV).write(target, options.view());
            case HDR -> new HdrExport(timed(format, session), options.intervalNs()).write(target);
            case OPENMETRICS -> new OpenMetricsExport(Analyses.report(session)).write(target);
        };
    }

    private static TraceSession timed(ExportFormat format, TraceSession session) throws ExportUnavailableException {
        if (!session.window().timed()) {
            throw new ExportUnavailableException("the events of this trace carry no time, which " + format.label()
                    + " needs (QEMU: -msg timestamp=on); csv and parquet do without");
        }
        return session;
    }
}
