package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.session.TraceSession;
import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * The rows of a query, handed over chunk by chunk while it runs: JDBC's own result set holds all of them. Numbers must be
 * BIGINT. Not thread-safe; no other statement may run on the session meanwhile.
 */
final class RowStream implements AutoCloseable {
    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;
    private final DuckDBReadableVector[] columns;
    private long rows;
    private long row;

    private RowStream(TraceSession session, String sql) throws SQLException {
        statement = session.connection().prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        try {
            result = statement.query();
            columns = new DuckDBReadableVector[Math.toIntExact(result.columnCount())];
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    static RowStream of(TraceSession session, String sql) throws SQLException {
        return new RowStream(session, sql);
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

    @Override
    public void close() throws SQLException {
        try {
            result.close();
        } finally {
            statement.close();
        }
    }
}
