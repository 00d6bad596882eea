package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * The rows of a query, handed over chunk by chunk while it runs: JDBC's own result set holds all of them. Numbers must be
 * BIGINT. Not thread-safe; no other statement may run on the session meanwhile.
 */
final class RowStream {
    private final DuckDBChunkedResult result;
    private final DuckDBReadableVector[] columns;
    private long rows;
    private long row;

    /** Takes the rows of a query; they are gone when it returns. */
    @FunctionalInterface
    interface Reader {
        void read(RowStream rows) throws IOException;
    }

    private RowStream(DuckDBChunkedResult result) {
        this.result = result;
        columns = new DuckDBReadableVector[Math.toIntExact(result.columnCount())];
    }

    /** Runs a query and has its rows read. */
    static void read(TraceSession session, String sql, Reader reader) throws SQLException, IOException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql);
                DuckDBChunkedResult result =
                        statement.unwrap(DuckDBPreparedStatement.class).query()) {
            reader.read(new RowStream(result));
        }
    }

    /** Goes to the next row; false at the end. */
    boolean next() {
        row++;
        while (row >= rows) {
            if (!result.nextChunk()) {
                return false;
            }
            DuckDBDataChunkReader chunk = result.chunk();
            rows = chunk.rowCount();
            row = 0;
            for (int i = 0; i < columns.length; i++) {
                columns[i] = chunk.vector(i);
            }
        }
        return true;
    }

    boolean isNull(int column) {
        return columns[column].isNull(row);
    }

    /** Returns a value that is not null. */
    long number(int column) {
        return columns[column].getLong(row);
    }

    /** Returns a number or null. */
    Long numberOrNull(int column) {
        return isNull(column) ? null : Long.valueOf(number(column));
    }

    /** Returns a text or null. */
    String text(int column) {
        return isNull(column) ? null : columns[column].getString(row);
    }
}
