package io.vqtrace.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Schema of one of the trace's tables.
 *
 * @param table name of the table, kept in the schema's metadata
 * @param fields the columns in order
 */
record ArrowSchema(String table, List<ArrowField> fields) {
    /** The schema of the event segments: exactly the columns of {@link EventColumn}. */
    static final ArrowSchema EVENTS = events();

    private static ArrowSchema events() {
        List<ArrowField> fields = new ArrayList<>();
        for (EventColumn column : EventColumn.values()) {
            fields.add(new ArrowField(column.columnName(), ArrowType.of(column), false));
        }
        return new ArrowSchema("events", List.copyOf(fields));
    }
}
