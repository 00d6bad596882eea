package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import java.util.Set;

/** Looks at events while they pass on their way to DuckDB. Called from one thread at a time. */
public interface EventConsumer {
    /**
     * Returns the columns that the consumer reads.
     *
     * @return the columns, {@code kind} included
     */
    Set<EventColumn> columns();

    /**
     * Looks at the rows of a block; the block is reused afterwards.
     *
     * @param block rows in file order
     */
    void accept(EventBlock block);
}
