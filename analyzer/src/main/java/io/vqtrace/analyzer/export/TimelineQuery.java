package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Asks for everything that has a place on a timeline, in the order of time; a request stands at its begin. */
final class TimelineQuery {
    /** The modules that a session needs for it. */
    static final String[] MODULES = {"requests"};

    /** The columns of the answer. */
    enum Column {
        TS("ts"),
        KIND("kind"),
        DEVICE("device"),
        QUEUE("queue"),
        /** End of a request; null while it is open. */
        END_TS("end_ts"),
        OP("op"),
        /** How a request ended. */
        FATE("\"end\""),
        HEAD("head"),
        VALUE("value"),
        STATUS("status"),
        COUNT("count"),
        OUT_BYTES("out_bytes"),
        IN_BYTES("in_bytes"),
        USED_BYTES("used_bytes"),
        WAIT_NS("wait_ns"),
        NOTIFY_NS("notify_ns"),
        SINCE_NS("since_ns"),
        OUTSTANDING("outstanding");

        private final String sql;

        Column(String sql) {
            this.sql = sql;
        }
    }

    private static final int UNSERVED = Observed.RETURNED | Observed.RESET;

    /** Kinds that have no length. */
    private static final List<EventKind> INSTANTS = List.of(
            EventKind.KICK,
            EventKind.INTERRUPT,
            EventKind.INTERRUPT_SUPPRESSED,
            EventKind.DROP,
            EventKind.FAULT,
            EventKind.GAP);

    private TimelineQuery() {}

    static void run(TraceSession session, RowStream.Reader reader) throws SQLException, IOException {
        session.require(MODULES);
        String sql = "SELECT " + columns() + " FROM (" + served() + " UNION ALL BY NAME " + unserved()
                + " UNION ALL BY NAME " + instants() + ") ORDER BY ts, kind, device, queue";
        RowStream.read(session, sql, reader);
    }

    private static String columns() {
        return List.of(Column.values()).stream()
                .map(column -> column == Column.OP || column == Column.FATE ? column.sql : column.sql + "::BIGINT")
                .collect(Collectors.joining(", "));
    }

    /** A request whose begin was not seen stands at its end. */
    private static String served() {
        return "SELECT coalesce(ts_pop, ts_used) AS ts, " + EventKind.USED.code()
                + " AS kind, device_id AS device, queue, ts_used AS end_ts, op, \"end\", head, argument AS value, status,"
                + " descriptors AS count, out_bytes, in_bytes, used_bytes, wait_ns, notify_ns,"
                + " CASE WHEN ts_pop IS NULL THEN NULL ELSE 0 END AS since_ns, outstanding"
                + " FROM requests WHERE \"end\" IN ('used', 'open')";
    }

    /** The view of requests has no time of an end that is no use. */
    private static String unserved() {
        String known = "flags & " + Observed.SINCE_NS + " <> 0";
        return "SELECT CASE WHEN " + known + " THEN ts - since_ns ELSE ts END"
                + " AS ts, kind, device, queue, ts AS end_ts, CASE WHEN flags & " + Observed.RETURNED
                + " <> 0 THEN 'returned' ELSE 'reset' END AS \"end\", "
                + observed(EventColumn.HEAD, Observed.HEAD) + ", "
                + observed(EventColumn.VALUE, Observed.VALUE) + ", "
                + observed(EventColumn.COUNT, Observed.COUNT)
                + ", CASE WHEN " + known + " THEN 0 END AS since_ns"
                + " FROM raw.events WHERE kind = " + EventKind.USED.code() + " AND flags & " + UNSERVED + " <> 0";
    }

    private static String instants() {
        String kinds = INSTANTS.stream().map(kind -> Byte.toString(kind.code())).collect(Collectors.joining(", "));
        return "SELECT ts, kind, device, CASE WHEN queue <> " + EventColumn.NO_QUEUE + " THEN queue END AS queue, "
                + observed(EventColumn.VALUE, Observed.VALUE) + ", "
                + observed(EventColumn.COUNT, Observed.COUNT) + ", "
                + observed(EventColumn.SINCE_NS, Observed.SINCE_NS)
                + " FROM raw.events WHERE kind IN (" + kinds + ")";
    }

    private static String observed(EventColumn column, int bit) {
        return "CASE WHEN flags & " + bit + " <> 0 THEN " + column.columnName() + " END AS " + column.columnName();
    }
}
