package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;

/** The event that is being looked at. Reused for all. */
final class Row {
    private EventRows rows;
    private int at;

    void point(EventRows to, int row) {
        rows = to;
        at = row;
    }

    EventKind kind() {
        return EventKind.ofCode(rows.kind(at));
    }

    long ns() {
        return rows.ts(at);
    }

    long begin() {
        return rows.begin(at);
    }

    boolean knows(int bits) {
        return rows.knows(at, bits);
    }

    boolean unserved() {
        return rows.unserved(at);
    }

    long value(EventColumn column) {
        return rows.value(at, column);
    }

    long value() {
        return rows.value(at, EventColumn.VALUE);
    }

    int count() {
        return (int) rows.value(at, EventColumn.COUNT);
    }
}
