package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Runs an engine over simulated queues, a pass at a time. */
final class TriggerRun {
    static final long MS = 1_000_000;

    final List<Firing> firings = new ArrayList<>();
    final TriggerEngine engine;
    final SimulatedQueue queue;
    private int seen;

    TriggerRun(SimulatedQueue queue, Trigger... triggers) {
        this(queue, 0, Long.MAX_VALUE, triggers);
    }

    TriggerRun(SimulatedQueue queue, long minIntervalNs, long maxFirings, Trigger... triggers) {
        this.queue = queue;
        RowColumns columns = new RowColumns(queue.rows::columnOffset);
        engine = new TriggerEngine(List.of(triggers), minIntervalNs, maxFirings, columns, firings::add);
        engine.watch(queue, queue.now);
    }

    void pass() {
        engine.beginPass(queue.now);
        engine.rows(queue.rows.body(), seen, queue.rows.rows());
        seen = queue.rows.rows();
        if (seen > queue.rows.capacity() / 2) {
            queue.rows.clear();
            seen = 0;
        }
        engine.endPass();
    }

    /** Lets time go on, with a pass each millisecond. */
    void idle(long millis) {
        for (long i = 0; i < millis; i++) {
            queue.now += MS;
            pass();
        }
    }

    List<String> reasons() {
        return firings.stream().map(Firing::reason).toList();
    }
}
