package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which events a session sees: a time window, devices and queues.
 *
 * <p>A request belongs to the window if its interval, from pop to used, intersects it; a GAP likewise; any other event
 * if it happened inside. Both ends of the window belong to it. A GAP of a whole device, or of no device, concerns its
 * queues and passes with them.
 *
 * @param fromNs begin of the window, {@link Long#MIN_VALUE} for none
 * @param toNs end of the window, {@link Long#MAX_VALUE} for none
 * @param devices device ids, null for all
 * @param queues queue indices, null for all; events of a device as a whole pass only if null
 */
public record EventFilter(long fromNs, long toNs, BitSet devices, BitSet queues) {
    /** Lets everything through. */
    public static final EventFilter ALL = new EventFilter(Long.MIN_VALUE, Long.MAX_VALUE, null, null);

    /** The columns that a filter looks at. */
    static final Set<EventColumn> COLUMNS = EnumSet.of(
            EventColumn.TS,
            EventColumn.SINCE_NS,
            EventColumn.KIND,
            EventColumn.FLAGS,
            EventColumn.DEVICE,
            EventColumn.QUEUE);

    /**
     * Tells whether the filter has no condition.
     *
     * @return true if every event passes
     */
    public boolean passesAll() {
        return fromNs == Long.MIN_VALUE && toNs == Long.MAX_VALUE && devices == null && queues == null;
    }

    /**
     * Tells whether a queue is among those selected, whenever its events were.
     *
     * @param key the queue
     * @return true if device and index pass
     */
    public boolean selects(QueueKey key) {
        return (devices == null || devices.get(key.device())) && (queues == null || queues.get(key.queue()));
    }

    /** Drops the block's rows from {@code first} on that do not pass. */
    void apply(EventBlock block, int first) {
        int kept = first;
        for (int i = first; i < block.rows(); i++) {
            if (passes(block, i)) {
                if (kept != i) {
                    block.move(i, kept);
                }
                kept++;
            }
        }
        block.rows(kept);
    }

    private boolean passes(EventBlock block, int row) {
        byte kind = block.column(EventColumn.KIND).get(row);
        boolean gap = kind == EventKind.GAP.code();
        if (!selects(devices, unsigned(block.column(EventColumn.DEVICE), row), gap)
                || !selects(queues, unsigned(block.column(EventColumn.QUEUE), row), gap)) {
            return false;
        }
        long ts = block.column(EventColumn.TS).getLong(row * Long.BYTES);
        if (kind == EventKind.OPEN.code()) {
            // It is still open at the end of the trace, whenever its snapshot was taken.
            return begin(block, row, ts) <= toNs;
        }
        if (ts < fromNs) {
            return false;
        }
        boolean interval = kind == EventKind.USED.code() || gap;
        return (interval ? begin(block, row, ts) : ts) <= toNs;
    }

    private static boolean selects(BitSet wanted, int id, boolean gap) {
        return wanted == null || wanted.get(id) || gap && id == EventColumn.NO_QUEUE;
    }

    private static long begin(EventBlock block, int row, long ts) {
        int flags = unsigned(block.column(EventColumn.FLAGS), row);
        boolean known = (flags & Observed.SINCE_NS) != 0;
        return known ? ts - block.column(EventColumn.SINCE_NS).getLong(row * Long.BYTES) : ts;
    }

    private static int unsigned(ByteBuffer column, int row) {
        return column.getShort(row * Short.BYTES) & 0xffff;
    }
}
