package io.vqtrace.analyzer.render;

import java.util.List;

/**
 * Rows with the columns that show them; values stay raw until a format asks.
 *
 * @param columns columns from left to right
 * @param rows what the columns take their values from
 */
public record Table<T>(List<Column<T>> columns, List<T> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
