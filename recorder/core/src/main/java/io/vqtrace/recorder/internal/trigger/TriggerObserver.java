package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.internal.drain.Catalog;
import io.vqtrace.recorder.internal.drain.RowObserver;
import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.Gate;
import io.vqtrace.recorder.internal.path.QueuePath;
import io.vqtrace.virtio.QueueRole;
import java.util.ArrayList;
import java.util.List;

/** Feeds the trigger engine with the rows and queues of a recorder. */
public final class TriggerObserver implements RowObserver {
    private final TriggerEngine engine;
    private final Catalog catalog;
    private final Gate gate;
    private final List<CatalogQueue> queues = new ArrayList<>();
    private long seenChanges = -1;
    private boolean recording;

    /**
     * Makes the observer of one recorder.
     *
     * @param engine evaluates
     * @param catalog knows the queues
     * @param gate tells whether rows are stored; while they are not, nothing is evaluated
     */
    public TriggerObserver(TriggerEngine engine, Catalog catalog, Gate gate) {
        this.engine = engine;
        this.catalog = catalog;
        this.gate = gate;
    }

    @Override
    public void begin(long now) {
        boolean open = gate.isOpen();
        if (open && !recording) {
            engine.restart(now);
        }
        recording = open;
        refresh(now);
        if (recording) {
            engine.beginPass(now);
        }
    }

    private void refresh(long now) {
        long changes = catalog.changes();
        if (changes == seenChanges) {
            return;
        }
        seenChanges = changes;
        List<QueuePath> paths = catalog.queues();
        for (int i = queues.size(); i < paths.size(); i++) {
            QueuePath path = paths.get(i);
            CatalogQueue queue =
                    new CatalogQueue(path, catalog.deviceName(path.heads().device()));
            queues.add(queue);
            engine.watch(queue, now);
        }
        for (CatalogQueue queue : queues) {
            QueueRole role = catalog.role(queue.device(), queue.queue());
            queue.refresh(role.kind() == QueueRole.Kind.SUPPLY, catalog.size(queue.path()));
        }
    }

    @Override
    public void rows(Chunk chunk, int from, int to) {
        engine.rows(chunk.rows().body(), from, to);
    }

    @Override
    public void pass(long now) {
        if (recording) {
            engine.endPass();
        }
    }
}
