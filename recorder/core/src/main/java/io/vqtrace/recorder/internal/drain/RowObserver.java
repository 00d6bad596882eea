package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.path.Chunk;

/** Sees every row once, soon after it was published and before its chunk is given away; on the drain thread. */
public interface RowObserver {
    /** Is called once a pass, before the rows of all threads. */
    void begin(long now);

    /** Looks at rows {@code [from, to)} of {@code chunk.rows()}. */
    void rows(Chunk chunk, int from, int to);

    /** Is called once a pass, after the rows of all threads. */
    void pass(long now);

    /** Looks at nothing. */
    RowObserver NONE = new RowObserver() {
        @Override
        public void begin(long now) {}

        @Override
        public void rows(Chunk chunk, int from, int to) {}

        @Override
        public void pass(long now) {}
    };
}
