package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.TraceSession;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A queue as reports name it. */
record NamedQueue(QueueKey key, String device, String sourceId, int queue, String role, String kind) {

    static NamedQueue of(TraceSession session, QueueKey key) {
        DeviceInfo device = session.catalog().device(key.device());
        QueueInfo queue = session.catalog().queue(key);
        return new NamedQueue(
                key, device.displayName(), device.row().sourceId(), key.queue(), queue.role(), queue.kind());
    }

    /** The queue of a row with the columns {@code device_id} and {@code queue}. */
    static NamedQueue of(TraceSession session, ResultSet row) throws SQLException {
        return of(session, new QueueKey(row.getInt("device_id"), row.getInt("queue")));
    }

    boolean supply() {
        return kind.equals("supply");
    }
}
