package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A row of the view {@code queue_summary}; see there. */
record QueueCounts(
        long requests,
        long used,
        long returned,
        long kicks,
        long interrupts,
        long suppressed,
        long drops,
        long faults,
        Long outBytes,
        Long inBytes,
        Integer inFlightMax,
        Integer outstandingMax,
        long acrossGaps,
        LatencyNs serviceNs,
        LatencyNs waitNs) {
    static final String MODULE = "queue_summary";

    static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, 0, null, null);

    static Map<QueueKey, QueueCounts> read(TraceSession session) throws SQLException, IOException {
        session.require(MODULE);
        Map<QueueKey, QueueCounts> counts = new HashMap<>();
        session.query("SELECT * FROM queue_summary", row -> {
            counts.put(new QueueKey(row.getInt("device_id"), row.getInt("queue")), of(row));
            return null;
        });
        return counts;
    }

    private static QueueCounts of(ResultSet row) throws SQLException {
        return new QueueCounts(
                row.getLong("requests"),
                row.getLong("used"),
                row.getLong("returned"),
                row.getLong("kicks"),
                row.getLong("interrupts"),
                row.getLong("suppressed"),
                row.getLong("drops"),
                row.getLong("faults"),
                nullable(row, "out_bytes"),
                nullable(row, "in_bytes"),
                nullableInt(row, "in_flight_max"),
                nullableInt(row, "outstanding_max"),
                row.getLong("across_gaps"),
                latency(row, "services", "service"),
                latency(row, "waits", "wait"));
    }

    private static LatencyNs latency(ResultSet row, String count, String phase) throws SQLException {
        if (row.getLong(count) == 0) {
            return null;
        }
        Array array = row.getArray(phase + "_p");
        Object[] p = (Object[]) array.getArray();
        return new LatencyNs(
                row.getLong(count),
                row.getDouble(phase + "_mean"),
                (Long) p[0],
                (Long) p[1],
                (Long) p[2],
                (Long) p[3],
                row.getLong(phase + "_max"));
    }

    private static Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    private static Integer nullableInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : Integer.valueOf(value);
    }
}
