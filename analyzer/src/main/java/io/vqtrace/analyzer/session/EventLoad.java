package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventColumn;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;

/** The one pass over a trace's events: into DuckDB and past the consumers. */
final class EventLoad {
    /** Name of the stream in SQL; a registered stream can be read once. */
    static final String STREAM = "event_stream";

    private final TraceFiles files;
    private final EventFilter filter;
    private final List<EventConsumer> consumers;

    EventLoad(TraceFiles files, EventFilter filter, List<EventConsumer> consumers) {
        this.files = files;
        this.filter = filter;
        this.consumers = consumers;
    }

    /**
     * Runs SQL that reads the stream {@link #STREAM} with the given columns once.
     *
     * @throws IOException if the trace cannot be read
     * @throws SQLException if DuckDB fails otherwise
     */
    void into(DuckDBConnection connection, Set<EventColumn> columns, String sql) throws IOException, SQLException {
        Set<EventColumn> wanted = consumed();
        wanted.addAll(columns);
        try (EventScan scan = files.scan(wanted, filter);
                BufferAllocator allocator = new RootAllocator();
                EventArrowReader reader = new EventArrowReader(allocator, scan, columns, consumers);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Data.exportArrayStream(allocator, reader, stream);
            connection.registerArrowStream(STREAM, stream);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql + "DROP VIEW " + STREAM + ";");
            } catch (SQLException e) {
                if (reader.failure() != null) {
                    throw reader.failure();
                }
                throw e;
            }
            files.note(scan);
        }
    }

    /** Shows all events to the consumers, without DuckDB. */
    void past() throws IOException {
        try (EventScan scan = files.scan(consumed(), filter)) {
            scan.show(consumers);
            files.note(scan);
        }
    }

    private Set<EventColumn> consumed() {
        Set<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        consumers.forEach(consumer -> columns.addAll(consumer.columns()));
        return columns;
    }
}
