package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.analysis.SaturationModel;
import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.SessionOptions.Inspection;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.QueueSweep;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison needs of one trace; it outlives the session that it was taken from. Holds 2000 cells of counts per
 * queue, and 8 kB for each bin of a queue's latency histograms that has a value; nothing grows with the trace's length.
 */
public final class TraceProfile {
    private final String name;
    private final TraceSummary trace;
    private final List<DeviceSummary> devices;
    private final List<QueueProfile> queues;
    private final List<String> notes;

    private TraceProfile(
            String name,
            TraceSummary trace,
            List<DeviceSummary> devices,
            List<QueueProfile> queues,
            List<String> notes) {
        this.name = name;
        this.trace = trace;
        this.devices = List.copyOf(devices);
        this.queues = List.copyOf(queues);
        this.notes = notes;
    }

    /**
     * Adds what {@link #of} needs.
     *
     * @param options the session's options
     * @param byOperation whether latencies will be compared by operation
     * @return the options
     */
    public static SessionOptions.Builder prepare(SessionOptions.Builder options, boolean byOperation) {
        if (byOperation) {
            Analyses.prepareLatency(options);
        }
        return Analyses.prepareReport(options).inspections(Inspection.CELLS);
    }

    /**
     * Takes a profile.
     *
     * @param name what the user calls the trace
     * @param session a session opened with {@link #prepare}; it may be closed afterwards
     * @param byOperation as it was prepared
     * @return the profile
     * @throws SQLException if DuckDB fails
     * @throws IOException if DuckDB cannot be started
     */
    public static TraceProfile of(String name, TraceSession session, boolean byOperation)
            throws SQLException, IOException {
        ReportModel report = Analyses.report(session);
        SaturationModel saturation = Analyses.saturation(session);
        List<LatencyModel.PhaseLatency> latency =
                byOperation ? Analyses.latency(session).latency() : List.of();
        List<QueueProfile> queues = new ArrayList<>();
        int row = 0;
        for (QueueKey key : session.queues()) {
            var summary = report.queues().get(row);
            QueueSweep sweep = session.sweeps().get(key);
            queues.add(new QueueProfile(
                    summary,
                    saturation.queues().get(row),
                    latency.stream()
                            .filter(phase ->
                                    phase.device().equals(summary.device()) && phase.queue() == summary.queue())
                            .toList(),
                    session.cells().get(key),
                    sweep == null ? null : sweep.series()));
            row++;
        }
        List<DeviceSummary> devices = new ArrayList<>(report.devices());
        return new TraceProfile(name, report.trace(), devices, queues, report.notes());
    }

    String name() {
        return name;
    }

    TraceSummary trace() {
        return trace;
    }

    boolean timed() {
        return trace.startNs() != null;
    }

    /** Returns the smallest step of the clock in nanoseconds, 0 if unknown. */
    long resolutionNs() {
        Long resolution = trace.clock().resolutionNs();
        return resolution == null ? 0 : resolution;
    }

    List<DeviceSummary> devices() {
        return devices;
    }

    List<QueueProfile> queues() {
        return queues;
    }

    List<QueueProfile> queuesOf(DeviceSummary device) {
        return queues.stream()
                .filter(queue -> queue.summary().device().equals(device.device()))
                .toList();
    }

    List<String> notes() {
        return notes;
    }
}
