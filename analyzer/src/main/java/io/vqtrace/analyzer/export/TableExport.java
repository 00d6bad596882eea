package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has DuckDB write the views of a session to files. */
final class TableExport {
    /** The views that an export without a choice holds, and what their rows are ordered by. */
    private static final Map<String, String> VIEWS = new LinkedHashMap<>();

    /** Views with a row per event, which are worth a file per queue. */
    private static final List<String> BY_QUEUE = List.of("events", "requests", "interrupts", "kicks");

    static {
        VIEWS.put("trace", "ALL");
        VIEWS.put("devices", "device_id");
        VIEWS.put("queues", "device_id, queue");
        VIEWS.put("queue_configurations", "ts, device_id, queue");
        VIEWS.put("queue_states", "device_id, queue");
        VIEWS.put("negotiation", "ts, device_id");
        VIEWS.put("requests", "coalesce(ts_pop, ts_used), device_id, queue");
        VIEWS.put("interrupts", "ts, device_id, queue");
        VIEWS.put("kicks", "ts, device_id, queue");
        VIEWS.put("gaps", "ts, device_id");
        VIEWS.put("depth", "device_id, queue, ts");
        VIEWS.put("episodes", "start_ns, device_id, queue");
    }

    private final TraceSession session;
    private final TableFormat format;

    TableExport(TraceSession session, TableFormat format) {
        this.session = session;
        this.format = format;
    }

    /**
     * Writes all views to a folder, or one to a file.
     *
     * @param view null for all
     */
    String write(Path target, String view) throws IOException, SQLException, SessionException {
        session.require(TraceSession.allModules());
        if (view != null) {
            requireView(view);
            copy(view, VIEWS.getOrDefault(view, "ALL"), target, "");
            return "view " + view;
        }
        Files.createDirectory(target);
        for (Map.Entry<String, String> each : VIEWS.entrySet()) {
            String name = each.getKey();
            if (format.partitioned() && BY_QUEUE.contains(name)) {
                copy(name, each.getValue(), target.resolve(name), ", PARTITION_BY (device_id, queue)");
            } else {
                copy(name, each.getValue(), target.resolve(name + "." + format.extension()), "");
            }
        }
        return VIEWS.size() + " views";
    }

    private void requireView(String view) throws SQLException, SessionException {
        List<String> known = new ArrayList<>(session.query(
                "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY 1",
                row -> row.getString(1)));
        if (!known.contains(view)) {
            throw new SessionException("no view " + view + "; there are " + String.join(", ", known));
        }
    }

    private void copy(String view, String order, Path file, String more) throws IOException, SQLException {
        String sql = "COPY (SELECT * FROM " + view + " ORDER BY " + order + ") TO '"
                + file.toString().replace("'", "''") + "' (" + format.copyOptions() + more + ")";
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("IO Error")) {
                throw new IOException(message.lines().findFirst().orElse(message), e);
            }
            throw e;
        }
    }
}
