package io.vqtrace.analyzer;

import io.vqtrace.analyzer.session.Answer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes records of rows, component by component. */
final class RecordMapper<T extends Record> {
    private final Class<T> type;
    private final Constructor<T> constructor;
    private final List<Component> components = new ArrayList<>();

    private record Component(String name, boolean primitive, int index, Cells cells) {}

    /**
     * Finds the column of each component.
     *
     * @throws IllegalArgumentException if one has none, or one of another type
     */
    RecordMapper(Class<T> type, List<Answer.Column> columns) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        for (RecordComponent component : declared) {
            int index = indexOf(component, columns);
            components.add(new Component(
                    component.getName(),
                    component.getType().isPrimitive(),
                    index,
                    cells(columns.get(index), component)));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the constructor of record " + type.getName() + " is not open to this library: " + e.getMessage(),
                    e);
        }
    }

    private int indexOf(RecordComponent component, List<Answer.Column> columns) {
        String name =
                component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("component " + component.getName() + " of record " + type.getSimpleName()
                + " needs a column " + name + "; the statement has "
                + columns.stream().map(Answer.Column::name).collect(Collectors.joining(", ")));
    }

    private Cells cells(Answer.Column column, RecordComponent component) {
        try {
            return new Cells(column, component.getType());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "component " + component.getName() + " of record " + type.getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Makes the record of a row; {@code number} counts from 0 and is for messages. */
    T map(List<Object> row, int number) {
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            values[i] = component.cells().convert(row.get(component.index()), number);
            if (values[i] == null && component.primitive()) {
                throw new IllegalArgumentException("row " + number + " has null for component " + component.name()
                        + " of record " + type.getSimpleName() + ": declare it as an object, such as Long");
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "record " + type.getSimpleName() + " refuses row " + number + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getName() + " cannot be made", e);
        }
    }
}
