package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import java.util.Set;

/** Looks at events while they pass on their way to DuckDB. Called from one thread at a time. */
public interface EventConsumer {
    /**
     * Returns the columns that the consumer reads beside {@link EventRows#COLUMNS}.
     *
     * @return the columns
     */
    Set<EventColumn> columns();

    /**
     * Looks at some rows; they are overwritten afterwards.
     *
     * @param rows rows in file order
     */
    void accept(EventRows rows);
}
