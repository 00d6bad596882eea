package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.trace.EventColumn;
import java.util.function.ToIntFunction;

/** Where the columns that triggers look at start in a chunk's buffer, in bytes. */
public final class RowColumns {
    final int ts;
    final int sinceNs;
    final int value;
    final int count;
    final int device;
    final int queue;
    final int head;
    final int inFlight;
    final int flags;
    final int kind;

    /**
     * Takes the offsets of a layout.
     *
     * @param offset gives a column's first byte
     */
    public RowColumns(ToIntFunction<EventColumn> offset) {
        ts = offset.applyAsInt(EventColumn.TS);
        sinceNs = offset.applyAsInt(EventColumn.SINCE_NS);
        value = offset.applyAsInt(EventColumn.VALUE);
        count = offset.applyAsInt(EventColumn.COUNT);
        device = offset.applyAsInt(EventColumn.DEVICE);
        queue = offset.applyAsInt(EventColumn.QUEUE);
        head = offset.applyAsInt(EventColumn.HEAD);
        inFlight = offset.applyAsInt(EventColumn.IN_FLIGHT);
        flags = offset.applyAsInt(EventColumn.FLAGS);
        kind = offset.applyAsInt(EventColumn.KIND);
    }
}
