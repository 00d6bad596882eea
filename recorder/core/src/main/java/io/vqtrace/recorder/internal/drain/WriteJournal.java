package io.vqtrace.recorder.internal.drain;

import io.vqtrace.trace.WriteIntent;
import java.util.Map;

/** Is told which rows are about to be written, so that a crash in between can be sorted out afterwards; drain thread only. */
public interface WriteJournal extends WriteIntent {
    /** Rows {@code [from, to)} of the chunk in a slot are the next batch; -1 for rows of no chunk. */
    void rows(int slot, int from, int to);

    /** Returns fields of {@code trace.json} by which a reader finds the journal while the trace is not closed. */
    Map<String, Object> fields();

    /** The rows of the small tables that are known by now are about to be written. */
    void tablesDue();

    /** Those rows are in the trace's files. */
    void tablesWritten();

    /** Keeps no journal. */
    WriteJournal NONE = new WriteJournal() {
        @Override
        public void rows(int slot, int from, int to) {}

        @Override
        public void beforeWrite(int segment, long end) {}

        @Override
        public Map<String, Object> fields() {
            return Map.of();
        }

        @Override
        public void tablesDue() {}

        @Override
        public void tablesWritten() {}
    };
}
