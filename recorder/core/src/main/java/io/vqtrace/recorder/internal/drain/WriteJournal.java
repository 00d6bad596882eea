package io.vqtrace.recorder.internal.drain;

import io.vqtrace.trace.WriteIntent;

/** Is told which rows are about to be written, so that a crash in between can be sorted out afterwards; drain thread only. */
public interface WriteJournal extends WriteIntent {
    /** Rows {@code [from, to)} of the chunk in a slot are the next batch; -1 for rows of no chunk. */
    void rows(int slot, int from, int to);

    /** Keeps no journal. */
    WriteJournal NONE = new WriteJournal() {
        @Override
        public void rows(int slot, int from, int to) {}

        @Override
        public void beforeWrite(int segment, long end) {}
    };
}
