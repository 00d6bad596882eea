package io.vqtrace.analyzer.session;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The rows that answer a statement of the user, one after the other, so that a long answer needs no memory. A row has a
 * value per column: null, a {@link Number}, a {@link Boolean}, a {@link List} of such values, or a {@link String} for
 * everything else. Not thread-safe.
 */
public final class Answer implements Iterator<List<Object>>, AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final List<Column> columns;
    private Boolean more;

    /**
     * A column of an answer.
     *
     * @param name its label; one that comes again has {@code _2}, {@code _3} and so on at its end
     * @param type DuckDB's name of its type, such as {@code BIGINT}
     */
    public record Column(String name, String type) {
        /**
         * Tells whether the values are numbers.
         *
         * @return true for whole, decimal and floating-point numbers
         */
        public boolean isNumber() {
            return isWhole() || type.startsWith("DECIMAL") || type.equals("DOUBLE") || type.equals("FLOAT");
        }

        /**
         * Tells whether the values are whole numbers.
         *
         * @return true for integers of any width, signed or not
         */
        public boolean isWhole() {
            return type.endsWith("INT") || type.endsWith("INTEGER");
        }
    }

    private Answer(Statement statement, ResultSet rows) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns(rows.getMetaData());
    }

    /**
     * Runs a statement of the user, if it only reads the trace.
     *
     * @param sql one statement
     * @param session a session that has been {@linkplain TraceSession#lock locked}
     * @return the answer, to be closed by the caller
     * @throws QueryException if the statement is refused or fails; the rows can throw it as well
     * @throws SQLException if DuckDB cannot check the statement
     */
    public static Answer to(String sql, TraceSession session) throws SQLException {
        String checked;
        try {
            checked = session.checkUserSql(sql);
        } catch (SessionException e) {
            throw new QueryException(e.getMessage(), e);
        }
        Statement statement = session.connection().createStatement();
        try {
            return new Answer(statement, statement.executeQuery(checked));
        } catch (SQLException e) {
            statement.close();
            throw failed(e);
        }
    }

    /** DuckDB shows with a picture what a statement did wrong: the line above it says it. */
    private static QueryException failed(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int picture = message.indexOf("\nLINE ");
        String reason = picture < 0 ? message : message.substring(0, picture);
        return new QueryException(reason.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "), e);
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String label = data.getColumnLabel(i);
            String name = label;
            for (int n = 2; !names.add(name); n++) {
                name = label + "_" + n;
            }
            columns.add(new Column(name, data.getColumnTypeName(i)));
        }
        return List.copyOf(columns);
    }

    /**
     * Returns the columns.
     *
     * @return at least one, in the statement's order
     */
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean hasNext() {
        try {
            if (more == null) {
                more = rows.next();
            }
            return more;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            List<Object> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(plain(rows.getObject(i)));
            }
            more = null;
            return row;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Object plain(Object value) throws SQLException {
        if (value instanceof Array array) {
            List<Object> elements = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                elements.add(plain(element));
            }
            return elements;
        }
        if (value instanceof Blob blob) {
            return Arrays.toString(blob.getBytes(1, (int) blob.length()));
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
