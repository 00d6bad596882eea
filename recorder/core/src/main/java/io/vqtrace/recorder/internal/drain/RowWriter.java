package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.path.Heads;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Writes the rows that the drain makes itself: OPEN snapshots and GAPs. Drain thread only. */
public final class RowWriter {
    private static final int CAPACITY = 1024;

    private final EventChunk chunk = new EventChunk(CAPACITY);
    private final EventRow row = new EventRow();

    /** Writes a snapshot of all requests in flight; one taken after {@code now} belongs to the next. */
    public void opens(TraceWriter writer, Catalog catalog, long now, Compression compression) throws IOException {
        chunk.clear();
        for (Heads heads : catalog.regions()) {
            for (int slot = 0; slot < heads.capacity(); slot++) {
                if (heads.snapshot(slot, now, row) && row.ts == now) {
                    append(writer, compression);
                }
            }
        }
        end(writer, compression);
    }

    /** Writes a GAP row for each queue of a ledger, which is empty afterwards; of a failure the ledger loses nothing. */
    public void gaps(TraceWriter writer, LossLedger ledger, Compression compression) throws IOException {
        while (!ledger.isEmpty()) {
            List<EventRow> gaps = ledger.takeGaps(CAPACITY);
            gaps.sort(Comparator.comparingLong(gap -> gap.ts));
            chunk.clear();
            gaps.forEach(chunk::append);
            try {
                end(writer, compression);
            } catch (IOException e) {
                ledger.putBack(gaps);
                throw e;
            }
        }
    }

    private void append(TraceWriter writer, Compression compression) throws IOException {
        if (chunk.isFull()) {
            end(writer, compression);
        }
        chunk.append(row);
    }

    private void end(TraceWriter writer, Compression compression) throws IOException {
        if (chunk.rows() > 0) {
            writer.write(chunk, compression);
            chunk.clear();
        }
    }
}
