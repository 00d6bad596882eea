package io.vqtrace.recorder;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;

/** An event row as it stands in a file. */
record TraceRow(long[] columns) {
    long get(EventColumn column) {
        return columns[column.ordinal()];
    }

    EventKind kind() {
        return EventKind.ofCode((int) get(EventColumn.KIND));
    }

    boolean has(int flag) {
        return (get(EventColumn.FLAGS) & flag) == flag;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind().label());
        for (EventColumn column : EventColumn.values()) {
            text.append(' ').append(column.columnName()).append('=').append(get(column));
        }
        return text.toString();
    }
}
