package io.vqtrace.analyzer;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Format;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Terminal;
import io.vqtrace.analyzer.session.Answer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows that answer a statement. Values are what the trace holds, in its units; null is what the capture could not
 * observe. All rows are in memory, at some 30 bytes a value. Immutable: any thread may read it.
 */
public final class QueryResult {
    private static final int SHOWN_ROWS = 50;

    private final List<Answer.Column> columns;
    private final List<List<Object>> rows;

    private QueryResult(List<Answer.Column> columns, List<List<Object>> rows) {
        this.columns = columns;
        this.rows = Collections.unmodifiableList(rows);
    }

    /** Reads all rows of an answer. */
    static QueryResult of(Answer answer) {
        List<List<Object>> rows = new ArrayList<>();
        answer.forEachRemaining(row -> rows.add(Collections.unmodifiableList(row)));
        return new QueryResult(answer.columns(), rows);
    }

    /**
     * Returns the names of the columns.
     *
     * @return at least one, in the statement's order; a name that comes again has {@code _2} and so on at its end
     */
    public List<String> columns() {
        return columns.stream().map(Answer.Column::name).toList();
    }

    /**
     * Returns the rows.
     *
     * @return values in the order of {@link #columns}: null, {@link Number}, {@link Boolean}, {@link String}, or {@link
     *     List} of such values
     */
    public List<List<Object>> rows() {
        return rows;
    }

    /**
     * Returns a column of whole numbers.
     *
     * @param column its name
     * @return a value per row
     * @throws IllegalArgumentException if there is no such column, it is of another type, or has a null or a number that
     *     no {@code long} holds
     */
    public long[] longs(String column) {
        return known(column, long.class).stream().mapToLong(Long.class::cast).toArray();
    }

    /**
     * Returns a column of numbers.
     *
     * @param column its name
     * @return a value per row
     * @throws IllegalArgumentException if there is no such column, it is of another type, or has a null
     */
    public double[] doubles(String column) {
        return known(column, double.class).stream()
                .mapToDouble(Double.class::cast)
                .toArray();
    }

    /**
     * Returns a column of text, of times, or of what else is neither number, truth value nor list.
     *
     * @param column its name
     * @return a value per row, which can be null
     * @throws IllegalArgumentException if there is no such column, or it is of another type
     */
    public List<String> strings(String column) {
        return values(column, String.class);
    }

    /**
     * Returns a column of any type.
     *
     * @param column its name
     * @param type {@link Long}, {@link Integer}, {@link Double}, {@link Boolean}, {@link String}, {@link List} or {@link
     *     Object}
     * @param <T> the type
     * @return a value per row, which can be null
     * @throws IllegalArgumentException if there is no such column, it is of another type, or has a number that is too
     *     large for it
     */
    public <T> List<T> values(String column, Class<T> type) {
        return cells(column, type).stream().map(type::cast).collect(Collectors.toList());
    }

    /**
     * Returns the one value of a result that has a single row and column.
     *
     * @param type as in {@link #values}
     * @param <T> the type
     * @return the value, which can be null
     * @throws IllegalArgumentException if there are more or fewer, or it is of another type
     */
    public <T> T value(Class<T> type) {
        if (rows.size() != 1 || columns.size() != 1) {
            throw new IllegalArgumentException(
                    "one value was expected, there are " + rows.size() + " rows of " + columns.size() + " columns");
        }
        return values(columns.get(0).name(), type).get(0);
    }

    /**
     * Makes a record of each row, as {@link Trace#query(String, Class)} does.
     *
     * @param type a record class
     * @param <T> the record
     * @return the records, in the order of the rows
     * @throws IllegalArgumentException if a component has no column, or one of another type, or a primitive component
     *     meets null
     */
    public <T extends Record> List<T> as(Class<T> type) {
        RecordMapper<T> mapper = new RecordMapper<>(type, columns);
        List<T> records = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            records.add(mapper.map(row, records.size()));
        }
        return records;
    }

    private List<Object> known(String column, Class<?> type) {
        List<Object> cells = cells(column, type);
        long unknown = cells.stream().filter(cell -> cell == null).count();
        if (unknown > 0) {
            throw new IllegalArgumentException("column " + column + " is null in " + unknown + " of " + rows.size()
                    + " rows: leave them out (WHERE " + column + " IS NOT NULL), or ask for values(\"" + column
                    + "\", " + (type == long.class ? "Long" : "Double") + ".class)");
        }
        return cells;
    }

    private List<Object> cells(String column, Class<?> type) {
        int index = columns().indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no column " + column + "; the statement has " + String.join(", ", columns()));
        }
        Cells cells = new Cells(columns.get(index), type);
        List<Object> converted = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            converted.add(cells.convert(row.get(index), converted.size()));
        }
        return converted;
    }

    /**
     * Returns all rows as a table of text, as {@code vqtrace sql} prints it.
     *
     * @return lines with a line break at the end of each; {@code —} stands for null
     */
    public String table() {
        return text(rows);
    }

    private String text(List<List<Object>> shown) {
        List<Column<List<Object>>> all = new ArrayList<>();
        for (Answer.Column column : columns) {
            all.add(Column.ofElement(all.size(), column.name(), column.isNumber()));
        }
        Table<List<Object>> table = new Table<>(all, shown);
        StringWriter out = new StringWriter();
        try {
            Format.TABLE.print(
                    new Result("", shown, table, List.of(new Block.Grid(table))),
                    new Terminal(Terminal.DEFAULT_COLUMNS, false, true),
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every character", e);
        }
        return out.toString();
    }

    /**
     * Returns the first 50 rows as an HTML table, for notebooks. It needs no style sheet, and text from the trace is
     * escaped.
     *
     * @return a {@code table} element, and a line below it if there are more rows
     */
    public String html() {
        return HtmlTable.of(columns, rows, SHOWN_ROWS);
    }

    /** Returns the first 50 rows as {@link #table} does, and how many there are. */
    @Override
    public String toString() {
        return rows.size() <= SHOWN_ROWS
                ? table()
                : text(rows.subList(0, SHOWN_ROWS)) + "(the first " + SHOWN_ROWS + " of " + rows.size() + " rows)\n";
    }
}
