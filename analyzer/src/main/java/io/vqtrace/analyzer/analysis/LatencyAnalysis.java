package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.Notifications;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Percentiles by queue, operation and phase, from the module {@code latency}. */
final class LatencyAnalysis {
    static final String MODULE = "latency";

    private static final String ALL = "all";
    private static final List<String> PHASES = List.of("wait", "service", "notify");

    private final TraceSession session;

    LatencyAnalysis(TraceSession session) {
        this.session = session;
    }

    LatencyModel run() throws SQLException, IOException {
        session.require(MODULE);
        boolean timed = session.window().timed();
        long acrossGaps = QueueCounts.read(session).values().stream()
                .mapToLong(QueueCounts::acrossGaps)
                .sum();
        return new LatencyModel(
                Summaries.of(session),
                phases(),
                timed ? overTime() : List.of(),
                timed ? Long.valueOf(session.latencyBucketNs()) : null,
                acrossGaps,
                new Observability(session).notes());
    }

    private record Keyed(QueueKey key, LatencyModel.PhaseLatency row) {}

    private List<LatencyModel.PhaseLatency> phases() throws SQLException {
        List<Keyed> rows = new ArrayList<>(session.query("SELECT * FROM latency", row -> {
            QueueKey key = new QueueKey(row.getInt("device_id"), row.getInt("queue"));
            return new Keyed(key, phase(key, row.getString("op"), row.getString("phase"), latency(row)));
        }));
        for (Map.Entry<QueueKey, Notifications.Result> entry :
                session.notifications().entrySet()) {
            LatencyNs notify = Percentiles.of(entry.getValue().notifyNs());
            if (notify != null) {
                rows.add(new Keyed(entry.getKey(), phase(entry.getKey(), ALL, "notify", notify)));
            }
        }
        rows.sort(Comparator.comparing(Keyed::key)
                .thenComparing(keyed -> !ALL.equals(keyed.row().op()))
                .thenComparing(keyed -> String.valueOf(keyed.row().op()))
                .thenComparing(keyed -> PHASES.indexOf(keyed.row().phase())));
        return rows.stream().map(Keyed::row).toList();
    }

    private LatencyModel.PhaseLatency phase(QueueKey key, String op, String phase, LatencyNs latency) {
        QueueInfo queue = session.catalog().queue(key);
        DeviceInfo device = session.catalog().device(key.device());
        return new LatencyModel.PhaseLatency(
                device.displayName(),
                device.row().sourceId(),
                key.queue(),
                queue.role(),
                queue.kind(),
                op,
                phase,
                latency);
    }

    private List<LatencyModel.LatencyBucket> overTime() throws SQLException {
        return session.query(
                "SELECT * FROM latency_over_time ORDER BY device_id, queue, start_ns",
                row -> new LatencyModel.LatencyBucket(
                        row.getString("device"), row.getInt("queue"), row.getLong("start_ns"), latency(row)));
    }

    private static LatencyNs latency(ResultSet row) throws SQLException {
        return new LatencyNs(
                row.getLong("count"),
                row.getDouble("mean_ns"),
                row.getLong("p50_ns"),
                row.getLong("p90_ns"),
                row.getLong("p99_ns"),
                row.getLong("p999_ns"),
                row.getLong("max_ns"));
    }
}
