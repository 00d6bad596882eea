package io.vqtrace.analyzer.session;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes a value of the current row of a result.
 *
 * @param <T> type of the value
 */
@FunctionalInterface
public interface RowMapper<T> {
    /**
     * Maps the current row; does not move the result.
     *
     * @param row the result, on a row
     * @return the value
     * @throws SQLException if a column cannot be read
     */
    T map(ResultSet row) throws SQLException;
}
