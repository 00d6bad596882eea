package io.vqtrace.analyzer.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows with the columns that show them; values stay raw until a format asks.
 *
 * @param columns columns from left to right
 * @param rows what the columns take their values from; may be a stream that is read once and row by row
 */
public record Table<T>(List<Column<T>> columns, Iterable<T> rows) {

    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * The table as a person sees it: all rows at once, for a format that has to know their widths, and no optional
     * column that holds nothing.
     */
    Table<T> forReading() {
        List<T> all = new ArrayList<>();
        rows.forEach(all::add);
        List<Column<T>> observed = columns.stream()
                .filter(c ->
                        c.rank() == 0 || all.stream().anyMatch(row -> c.value().apply(row) != null))
                .toList();
        return new Table<>(observed, all);
    }
}
