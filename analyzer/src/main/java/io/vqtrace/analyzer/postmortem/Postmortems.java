package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.analysis.SaturationModel;
import io.vqtrace.analyzer.chart.ChartKind;
import io.vqtrace.analyzer.chart.Charts;
import io.vqtrace.analyzer.check.CheckOptions;
import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a session for all that a postmortem tells. */
public final class Postmortems {

    /** More would make a document that nobody reads to its end; the table has all of them. */
    private static final int MOST_QUEUES = 6;

    /** Queues that are well are told in full only so far as few others are. */
    private static final int ENOUGH_QUEUES = 3;

    /** Fewer requests make no chart that shows more than the table. */
    private static final int FEWEST_REQUESTS = 10;

    private Postmortems() {}

    /**
     * Adds to the options of a session what a postmortem needs.
     *
     * @param options options of the session that is to be opened
     * @param charts whether charts will be drawn
     * @return the same options
     */
    public static SessionOptions.Builder prepare(SessionOptions.Builder options, boolean charts) {
        Analyses.prepareReport(options);
        Analyses.prepareSaturation(options);
        Analyses.prepareLatency(options);
        Analyses.prepareInterrupts(options);
        if (charts) {
            QueueFigures.KINDS.forEach(kind -> Charts.prepare(kind, options));
            Charts.prepare(ChartKind.SATURATION, options);
            Charts.prepare(ChartKind.NEGOTIATION, options);
        }
        return options;
    }

    /**
     * Makes the postmortem.
     *
     * @param session a session opened with {@link #prepare}
     * @param name what the user calls the trace
     * @param tool the program and its version
     * @param identity what tells this trace from another
     * @param invocation how the user asked
     * @param charts whether to draw charts
     * @return the postmortem, which no longer needs the session
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started, or the trace not be read
     * @throws SessionException never: the session was opened with the same selection
     */
    public static Postmortem of(
            TraceSession session,
            String name,
            String tool,
            TraceIdentity identity,
            Invocation invocation,
            boolean charts)
            throws SQLException, IOException, SessionException {
        Map<String, String> devices = new HashMap<>();
        for (DeviceInfo device : session.catalog().devices()) {
            Map.Entry<String, String> argument =
                    Invocation.deviceArgument(device.displayName(), device.row().device());
            devices.put(argument.getKey(), argument.getValue());
        }
        ReportModel report = Analyses.report(session);
        SaturationModel saturation = Analyses.saturation(session);
        LatencyModel latency = Analyses.latency(session);
        InterruptsModel interrupts = Analyses.interrupts(session);
        NegotiationModel negotiation = Analyses.negotiation(session);
        QueueFigures figures = charts ? new QueueFigures(session, name, invocation) : null;
        List<QueueEvidence> queues = new ArrayList<>();
        for (QueueSummary queue : interesting(report.queues())) {
            String argument = devices.get(queue.device());
            queues.add(new QueueEvidence(
                    queue,
                    saturation.queues().stream()
                            .filter(row -> is(queue, row.device(), row.queue()))
                            .findFirst()
                            .orElseThrow(),
                    interrupts.queues().stream()
                            .filter(row -> is(queue, row.device(), row.queue()))
                            .findFirst()
                            .orElseThrow(),
                    latency.latency().stream()
                            .filter(row -> is(queue, row.device(), row.queue()))
                            .toList(),
                    argument,
                    figures == null ? List.of() : figures.of(queue, argument)));
        }
        return new Postmortem(
                name,
                tool,
                identity,
                invocation,
                session.window().timed() ? session.files().manifest().startNs() : null,
                session.files().manifest().imported(),
                session.files().manifest().warnings(),
                devices,
                report,
                saturation,
                latency,
                interrupts,
                negotiation,
                figures == null
                        ? List.of()
                        : figures.handshakes(negotiation.devices().size()),
                Analyses.check(session, new CheckOptions(Set.of(), null)),
                Analyses.diagnose(session),
                figures == null
                        ? List.of()
                        : figures.overview(report.queues().stream()
                                .filter(queue -> queue.requests() > 0)
                                .count()),
                queues);
    }

    private static boolean is(QueueSummary queue, String device, int index) {
        return queue.device().equals(device) && queue.queue() == index;
    }

    /** The queues to tell in full: those with the worst verdicts, then those with the most requests. */
    private static List<QueueSummary> interesting(List<QueueSummary> queues) {
        Comparator<QueueSummary> worst =
                Comparator.comparing(queue -> QueueEvidence.judged(queue).severity());
        List<QueueSummary> ranked = queues.stream()
                .filter(queue -> queue.requests() >= FEWEST_REQUESTS || isUnwell(queue))
                .sorted(worst.thenComparing(
                        Comparator.comparingLong(QueueSummary::requests).reversed()))
                .toList();
        long unwell = ranked.stream().filter(Postmortems::isUnwell).count();
        return ranked.stream()
                .limit(Math.max(ENOUGH_QUEUES, Math.min(MOST_QUEUES, unwell)))
                .toList();
    }

    private static boolean isUnwell(QueueSummary queue) {
        return QueueEvidence.judged(queue).severity() != Severity.FINE;
    }
}
