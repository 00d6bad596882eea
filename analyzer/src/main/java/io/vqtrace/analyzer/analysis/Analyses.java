package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.check.CheckAnalysis;
import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.check.CheckOptions;
import io.vqtrace.analyzer.diagnose.DiagnoseAnalysis;
import io.vqtrace.analyzer.diagnose.DiagnoseModel;
import io.vqtrace.analyzer.negotiation.NegotiationAnalysis;
import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.SessionOptions.Inspection;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.QueueSweep;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The analyses behind the commands. Each has a method that adds to the session's options what it needs, and one that
 * runs it on a session opened with them; all return counts and times of the session's window and filters.
 */
public final class Analyses {
    private Analyses() {}

    /**
     * Adds what {@link #report} needs.
     *
     * @param options the session's options
     * @return the options
     */
    public static SessionOptions.Builder prepareReport(SessionOptions.Builder options) {
        return options.modules(QueueCounts.MODULE).inspections(Inspection.SWEEP, Inspection.NOTIFY);
    }

    /**
     * Adds what {@link #saturation} needs.
     *
     * @param options the session's options
     * @return the options
     */
    public static SessionOptions.Builder prepareSaturation(SessionOptions.Builder options) {
        return options.modules(QueueCounts.MODULE).inspections(Inspection.SWEEP);
    }

    /**
     * Adds what {@link #latency} needs.
     *
     * @param options the session's options
     * @return the options
     */
    public static SessionOptions.Builder prepareLatency(SessionOptions.Builder options) {
        return options.modules(LatencyAnalysis.MODULE, QueueCounts.MODULE).inspections(Inspection.NOTIFY);
    }

    /**
     * Adds what {@link #interrupts} needs.
     *
     * @param options the session's options
     * @return the options
     */
    public static SessionOptions.Builder prepareInterrupts(SessionOptions.Builder options) {
        return options.modules(InterruptsAnalysis.MODULES).inspections(Inspection.NEEDLESS, Inspection.DELIVERIES);
    }

    /**
     * Describes the trace as a whole.
     *
     * @param session any session
     * @return what every command says of it
     */
    public static TraceSummary trace(TraceSession session) {
        return Summaries.of(session);
    }

    /**
     * Makes the report.
     *
     * @param session a session opened with {@link #prepareReport}
     * @return the report
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public static ReportModel report(TraceSession session) throws SQLException, IOException {
        Map<QueueKey, QueueCounts> counts = QueueCounts.read(session);
        List<QueueSummary> queues = new ArrayList<>();
        for (QueueKey key : session.queues()) {
            queues.add(new QueueReport(session, key, counts.getOrDefault(key, QueueCounts.NONE)).summary());
        }
        return new ReportModel(
                Summaries.of(session),
                devices(session),
                queues,
                queues.stream().mapToLong(QueueSummary::acrossGaps).sum(),
                new Observability(session).notes());
    }

    private static List<DeviceSummary> devices(TraceSession session) {
        boolean all = session.options().devices().isEmpty();
        Set<Integer> selected = session.queues().stream().map(QueueKey::device).collect(Collectors.toSet());
        return session.catalog().devices().stream()
                .filter(device -> all
                        || selected.contains(device.row().device())
                        || session.options().devices().stream().anyMatch(device::isNamed))
                .map(Summaries::of)
                .toList();
    }

    /**
     * Judges the saturation of each queue.
     *
     * @param session a session opened with {@link #prepareSaturation} or {@link #prepareReport}
     * @return the verdicts with their numbers
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public static SaturationModel saturation(TraceSession session) throws SQLException, IOException {
        Map<QueueKey, QueueCounts> counts = QueueCounts.read(session);
        List<SaturationModel.QueueSaturation> queues = new ArrayList<>();
        for (QueueKey key : session.queues()) {
            QueueReport report = new QueueReport(session, key, counts.getOrDefault(key, QueueCounts.NONE));
            queues.add(saturation(session, key, report));
        }
        return new SaturationModel(Summaries.of(session), queues, new Observability(session).notes());
    }

    private static SaturationModel.QueueSaturation saturation(TraceSession session, QueueKey key, QueueReport report) {
        QueueSummary summary = report.summary();
        QueueInfo queue = session.catalog().queue(key);
        QueueSweep sweep = session.sweeps().get(key);
        boolean known = sweep != null;
        return new SaturationModel.QueueSaturation(
                summary.device(),
                summary.sourceId(),
                summary.queue(),
                summary.role(),
                summary.kind(),
                summary.size(),
                summary.saturation(),
                summary.requests(),
                known ? Long.valueOf(sweep.busyNs()) : null,
                known && sweep.spanNs() > 0 ? Double.valueOf((double) sweep.busyNs() / sweep.spanNs()) : null,
                summary.inFlight(),
                summary.outstanding(),
                known ? Integer.valueOf(sweep.occupancyMax()) : null,
                known && sweep.occupancyLowerBound(),
                known ? share(sweep.fullNs(), sweep) : null,
                known
                        ? share(
                                sweep.inFlight()
                                        .nsFrom(Math.max(1, sweep.inFlight().max())),
                                sweep)
                        : null,
                known ? share(sweep.waitingNs(), sweep) : null,
                queue.supply()
                        ? SaturationJudge.supplyEpisodes(session.drops().get(key))
                        : report.judge().episodes());
    }

    private static Double share(Long ns, QueueSweep sweep) {
        return ns == null || sweep.busyNs() == 0 ? null : Double.valueOf((double) ns / sweep.busyNs());
    }

    /**
     * Measures how long requests take.
     *
     * @param session a session opened with {@link #prepareLatency}
     * @return percentiles by queue, operation and phase, and over time
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public static LatencyModel latency(TraceSession session) throws SQLException, IOException {
        return new LatencyAnalysis(session).run();
    }

    /**
     * Measures what interrupt moderation and kick suppression did.
     *
     * @param session a session opened with {@link #prepareInterrupts}
     * @return notifications by queue
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public static InterruptsModel interrupts(TraceSession session) throws SQLException, IOException {
        return new InterruptsAnalysis(session).run();
    }

    /**
     * Checks a trace against the rules of the specification.
     *
     * @param session a session on the trace; no module is needed
     * @param options what to check
     * @return what each rule came to
     * @throws IOException if the trace cannot be read
     * @throws SessionException if the selection names a device that the trace does not have
     */
    public static CheckModel check(TraceSession session, CheckOptions options) throws IOException, SessionException {
        return new CheckAnalysis(session, options).run(Summaries.of(session));
    }

    /**
     * Adds what {@link #diagnose} needs to tell of slow queues and of stalls that are over, too.
     *
     * @param options the session's options
     * @return the options
     */
    public static SessionOptions.Builder prepareDiagnose(SessionOptions.Builder options) {
        return options.inspections(Inspection.SWEEP, Inspection.NOTIFY);
    }

    /**
     * Finds why queues stand still.
     *
     * @param session a session on the trace, best opened with {@link #prepareDiagnose}
     * @return every queue's state, with causes and evidence where it stands still or is slow
     * @throws IOException if the trace cannot be read
     * @throws SessionException if the selection names a device that the trace does not have
     */
    public static DiagnoseModel diagnose(TraceSession session) throws IOException, SessionException {
        return new DiagnoseAnalysis(session).run(Summaries.of(session));
    }

    /**
     * Tells what guest and host agreed on, attempt by attempt. Reads no event.
     *
     * @param session a session on the trace; no module is needed
     * @return the life of each device
     * @throws IOException if the trace cannot be read
     * @throws SessionException if the selection names a device that the trace does not have
     */
    public static NegotiationModel negotiation(TraceSession session) throws IOException, SessionException {
        return new NegotiationAnalysis(session).run(Summaries.of(session));
    }
}
