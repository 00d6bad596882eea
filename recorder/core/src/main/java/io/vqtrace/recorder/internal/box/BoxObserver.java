package io.vqtrace.recorder.internal.box;

import io.vqtrace.recorder.internal.drain.RowObserver;
import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.RingPool;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.box.BoxFile;
import java.util.HashSet;
import java.util.Set;

/** Keeps the black box's clock and thread table up to date at each pass of the drain; rows are another observer's. */
public final class BoxObserver implements RowObserver {
    private final BoxFile file;
    private final RingPool rings;
    private final RowObserver rows;
    private final Set<Integer> known = new HashSet<>();

    public BoxObserver(BoxFile file, RingPool rings, RowObserver rows) {
        this.file = file;
        this.rings = rings;
        this.rows = rows;
    }

    @Override
    public void begin(long now) {
        rows.begin(now);
    }

    @Override
    public void rows(Chunk chunk, int from, int to) {
        rows.rows(chunk, from, to);
    }

    @Override
    public void pass(long now) {
        for (RingPool.Owner owner : rings.owners()) {
            if (known.add(owner.index())) {
                file.tables().thread(new ThreadEntry(owner.index(), owner.id(), owner.name()));
            }
        }
        file.heartbeat(now);
        rows.pass(now);
    }
}
