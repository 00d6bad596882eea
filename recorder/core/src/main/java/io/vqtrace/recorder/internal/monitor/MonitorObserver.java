package io.vqtrace.recorder.internal.monitor;

import io.vqtrace.recorder.internal.drain.RowObserver;
import io.vqtrace.recorder.internal.path.Chunk;

/** Puts the reports of a recorder in the drain's passes, after what other observers do. */
public final class MonitorObserver implements RowObserver {
    private final RowObserver inner;
    private final DropReporter drops;

    /**
     * Makes the observer of one recorder.
     *
     * @param inner sees everything first
     * @param drops reports lost rows
     */
    public MonitorObserver(RowObserver inner, DropReporter drops) {
        this.inner = inner;
        this.drops = drops;
    }

    @Override
    public void begin(long now) {
        inner.begin(now);
    }

    @Override
    public void rows(Chunk chunk, int from, int to) {
        inner.rows(chunk, from, to);
    }

    @Override
    public void pass(long now) {
        inner.pass(now);
        drops.pass();
    }
}
