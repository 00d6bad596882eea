package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;

/** Names chains. */
final class Heads {
    private Heads() {}

    /** Returns such as {@code  (head 17)}. */
    static String text(Row row) {
        return " (head " + row.value(EventColumn.HEAD) + ")";
    }
}
