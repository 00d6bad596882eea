package io.vqtrace.recorder.internal.flight;

import io.vqtrace.recorder.internal.drain.Catalog;
import io.vqtrace.recorder.internal.drain.LossLedger;
import io.vqtrace.recorder.internal.drain.RowWriter;
import io.vqtrace.recorder.internal.path.Ring;
import io.vqtrace.recorder.internal.path.RingPool;
import io.vqtrace.recorder.internal.path.TimeSource;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a dump needs of its recorder when its time is over. */
final class DumpEnd {
    private final TimeSource time;
    private final RingPool rings;
    private final Catalog catalog;
    private final DumpTables tables;
    private final RowWriter rows = new RowWriter();

    DumpEnd(TimeSource time, RingPool rings, Catalog catalog, DumpTables tables) {
        this.time = time;
        this.rings = rings;
        this.catalog = catalog;
        this.tables = tables;
    }

    /**
     * Writes the requests in flight, how the queues stand, and losses that no GAP row tells of yet.
     *
     * @return the end of the moment for which that is true, epoch nanoseconds
     */
    long snapshot(TraceWriter trace, Compression compression) throws IOException {
        rows.opens(trace, catalog, time.now(), compression);
        trace.queueStates(catalog.queueStates(time.now()));
        LossLedger losses = new LossLedger();
        catalog.pendingGaps(losses, time.now());
        rows.gaps(trace, losses, compression);
        return time.now();
    }

    /** Returns the rings of all threads that have one, and the shared one. */
    List<Ring> rings() {
        List<Ring> all = new ArrayList<>();
        rings.owners().forEach(owner -> all.add(owner.ring()));
        all.add(rings.shared());
        return all;
    }

    /** Writes what a dump holds besides events. */
    void describe(TraceWriter trace) {
        tables.describe(trace, time.now());
    }
}
