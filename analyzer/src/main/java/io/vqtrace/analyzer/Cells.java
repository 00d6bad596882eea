package io.vqtrace.analyzer;

import io.vqtrace.analyzer.session.Answer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Turns the cells of a column into a Java type. A cell that is null stays null. */
final class Cells {
    private static final Map<Class<?>, Class<?>> OBJECTS = Map.of(
            long.class, Long.class, int.class, Integer.class, double.class, Double.class, boolean.class, Boolean.class);

    private final Answer.Column column;
    private final Class<?> type;

    /**
     * Prepares for a column.
     *
     * @param type {@code long}, {@code int}, {@code double}, {@code boolean}, their objects, {@link String}, {@link List}
     *     or {@link Object}
     * @throws IllegalArgumentException if the column does not hold that
     */
    Cells(Answer.Column column, Class<?> type) {
        this.column = column;
        this.type = OBJECTS.getOrDefault(type, type);
        if (!fits()) {
            throw new IllegalArgumentException(
                    "column " + column.name() + " is " + column.type() + ", which is no " + type.getSimpleName());
        }
    }

    private boolean fits() {
        boolean list = column.type().endsWith("[]");
        boolean logical = column.type().equals("BOOLEAN");
        if (type == Long.class || type == Integer.class) {
            return column.isWhole();
        }
        if (type == Double.class) {
            return column.isNumber();
        }
        if (type == Boolean.class) {
            return logical;
        }
        if (type == List.class) {
            return list;
        }
        return type == Object.class || type == String.class && !list && !logical && !column.isNumber();
    }

    /** Converts a cell, which may be null; {@code row} counts from 0 and is for the message. */
    Object convert(Object cell, int row) {
        if (cell == null || type.isInstance(cell)) {
            return cell;
        }
        if (type == Double.class) {
            return ((Number) cell).doubleValue();
        }
        BigInteger whole = cell instanceof BigInteger big ? big : BigInteger.valueOf(((Number) cell).longValue());
        if (whole.bitLength() >= (type == Long.class ? Long.SIZE : Integer.SIZE)) {
            throw new IllegalArgumentException("row " + row + " of column " + column.name() + " is " + whole
                    + ", too large for " + type.getSimpleName());
        }
        return type == Long.class ? (Object) whole.longValue() : (Object) whole.intValue();
    }
}
