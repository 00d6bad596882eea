package io.vqtrace.analyzer.render;

import java.util.List;
import java.util.function.Function;

/**
 * One column of a table of {@code T}.
 *
 * @param key name in CSV, in snake case and with the raw unit at its end ({@code p99_ns})
 * @param header title for people
 * @param unit what the values are
 * @param rank which columns a narrow terminal keeps: 0 always, larger ones go first
 * @param value takes the value from a row; null means that it was not observable
 */
public record Column<T>(String key, String header, Unit unit, int rank, Function<? super T, ?> value) {

    /** A column that every terminal shows. */
    public static <T> Column<T> of(String key, String header, Unit unit, Function<? super T, ?> value) {
        return new Column<>(key, header, unit, 0, value);
    }

    /** A column that a narrow terminal may leave out: the larger the rank, the sooner. */
    public static <T> Column<T> optional(int rank, String key, String header, Unit unit, Function<? super T, ?> value) {
        return new Column<>(key, header, unit, rank, value);
    }

    /**
     * A column of rows that are lists, named as it is and with its values as they are.
     *
     * @param index the element that it shows
     * @param name key and header
     * @param number true if the values are numbers
     */
    public static Column<List<Object>> ofElement(int index, String name, boolean number) {
        return of(name, name, number ? Unit.NUMBER : Unit.TEXT, row -> row.get(index));
    }

    String text(T row) {
        return unit.text(value.apply(row));
    }
}
