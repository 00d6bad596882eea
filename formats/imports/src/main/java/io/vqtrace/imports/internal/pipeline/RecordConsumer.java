package io.vqtrace.imports.internal.pipeline;

import io.vqtrace.imports.internal.scan.ParsedBlock;
import java.io.IOException;

/** Takes the decoded lines in the order of the log. Called by one thread at a time. */
public interface RecordConsumer {
    /**
     * The first trace events are there; called before their records are.
     *
     * @param hasTimes whether one of the blocks that hold them has a time
     * @param firstTime the earliest time at which one of these blocks starts; 0 without times
     */
    void begin(boolean hasTimes, long firstTime);

    /**
     * Takes records.
     *
     * @param records array of records
     * @param from index of the first long
     * @param to index behind the last long, a record's end
     * @param linesBefore number of lines of all blocks that were consumed before this one
     * @throws IOException if the trace cannot be written
     */
    void records(long[] records, int from, int to, long linesBefore) throws IOException;

    /**
     * All records of a block were taken.
     *
     * @param block the block; to be reused after the call
     */
    void blockEnd(ParsedBlock block);

    /** The time fell between the last event of a block and the first of the next one of the same input. */
    void stepBack();
}
