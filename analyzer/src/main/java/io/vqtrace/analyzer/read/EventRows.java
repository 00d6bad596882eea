package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.ByteBuffer;

/** Reads the values of one block by row, with the column lookups done once. */
public final class EventRows {
    private final ByteBuffer ts;
    private final ByteBuffer since;
    private final ByteBuffer kind;
    private final ByteBuffer device;
    private final ByteBuffer queue;
    private final ByteBuffer flags;

    /**
     * Prepares a block that has at least {@code ts, since_ns, kind, device, queue, flags}.
     *
     * @param block the rows
     */
    public EventRows(EventBlock block) {
        ts = block.column(EventColumn.TS);
        since = block.column(EventColumn.SINCE_NS);
        kind = block.column(EventColumn.KIND);
        device = block.column(EventColumn.DEVICE);
        queue = block.column(EventColumn.QUEUE);
        flags = block.column(EventColumn.FLAGS);
    }

    /**
     * Tells whether a row is of a kind.
     *
     * @param row index of the row
     * @param wanted the kind asked for
     * @return true if it is
     */
    public boolean is(int row, EventKind wanted) {
        return kind.get(row) == wanted.code();
    }

    /**
     * Returns the time of a row.
     *
     * @param row index of the row
     * @return {@link EventColumn#TS}
     */
    public long ts(int row) {
        return ts.getLong(row * Long.BYTES);
    }

    /**
     * Returns when the interval of a row began: its time less its age, where that is known.
     *
     * @param row index of the row
     * @return the time of the pop, for a USED or OPEN row
     */
    public long begin(int row) {
        return knows(row, Observed.SINCE_NS) ? ts(row) - since.getLong(row * Long.BYTES) : ts(row);
    }

    /**
     * Tells whether all of some optional columns were observed.
     *
     * @param row index of the row
     * @param bits bits of {@link Observed}
     * @return true if every bit is set
     */
    public boolean knows(int row, int bits) {
        return (flags.getShort(row * Short.BYTES) & bits) == bits;
    }

    /**
     * Tells whether a USED row closes a request that was not served.
     *
     * @param row index of the row
     * @return true if it was returned unused or ended by a reset
     */
    public boolean unserved(int row) {
        return (flags.getShort(row * Short.BYTES) & (Observed.RETURNED | Observed.RESET)) != 0;
    }

    /**
     * Returns device and queue of a row in one number.
     *
     * @param row index of the row
     * @return the device id in the upper, the queue index in the lower 16 bits
     */
    public int queueId(int row) {
        return device.getShort(row * Short.BYTES) << Short.SIZE | queue.getShort(row * Short.BYTES) & 0xffff;
    }

    /**
     * Takes {@link #queueId} apart.
     *
     * @param queueId device and queue in one number
     * @return the key
     */
    public static QueueKey key(int queueId) {
        return new QueueKey(queueId >>> Short.SIZE, queueId & 0xffff);
    }
}
