package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/** The batches of one event segment, or of a black box, one after the other. Not thread-safe. */
interface EventBatches extends Closeable {
    /** Advances to the next batch that holds as many rows as it says; returns false at the end, whatever it is like. */
    boolean next() throws IOException;

    /** Returns the rows of the current batch. */
    int rows();

    /**
     * Copies the current batch into a block.
     *
     * @param block has room for it and the columns that were asked for
     * @param first index of the batch's first row in the block
     * @throws IllegalArgumentException if the batch turns out to be damaged
     */
    void read(EventBlock block, int first) throws IOException;

    /** Leaves the current batch out, as its rows turned out to be no rows of a trace. */
    void damaged(String why);

    /** Says in words why rows may be missing, or null if none are. Valid at the end. */
    String endProblem();

    /** Opens the batches of a segment. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens a segment.
         *
         * @param segment name of a file with events, or of the black box
         * @param columns the columns that will be read
         */
        EventBatches open(String segment, Set<EventColumn> columns) throws IOException;
    }
}
