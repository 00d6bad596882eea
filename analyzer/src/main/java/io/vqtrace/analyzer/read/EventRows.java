package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * A few thousand rows of a block, copied into arrays for one or more consumers. Array reads are several times faster
 * than reads from a direct buffer in code that is not fully optimised, which short commands never reach.
 */
public final class EventRows {
    /** The columns that every consumer finds here. */
    public static final Set<EventColumn> COLUMNS = Set.of(
            EventColumn.TS,
            EventColumn.SINCE_NS,
            EventColumn.KIND,
            EventColumn.DEVICE,
            EventColumn.QUEUE,
            EventColumn.FLAGS);

    private static final int MAX_ROWS = 1 << 12;

    private final EventBlock block;
    private final long[] ts = new long[MAX_ROWS];
    private final long[] since = new long[MAX_ROWS];
    private final int[] wait;
    private final int[] counts;
    private final short[] devices = new short[MAX_ROWS];
    private final short[] queues = new short[MAX_ROWS];
    private final short[] flags = new short[MAX_ROWS];
    private final byte[] kinds = new byte[MAX_ROWS];
    private int first;
    private int size;

    private EventRows(EventBlock block) {
        this.block = block;
        wait = block.column(EventColumn.WAIT_NS) == null ? null : new int[MAX_ROWS];
        counts = block.column(EventColumn.COUNT) == null ? null : new int[MAX_ROWS];
    }

    /**
     * Shows all rows of a block to consumers, in order.
     *
     * @param block a block with at least {@link #COLUMNS}
     * @param consumers who looks at them
     */
    public static void show(EventBlock block, Iterable<? extends EventConsumer> consumers) {
        EventRows rows = new EventRows(block);
        for (int first = 0; first < block.rows(); first += MAX_ROWS) {
            rows.load(first, Math.min(MAX_ROWS, block.rows() - first));
            for (EventConsumer consumer : consumers) {
                consumer.accept(rows);
            }
        }
    }

    private void load(int from, int count) {
        first = from;
        size = count;
        at(EventColumn.TS).asLongBuffer().get(ts, 0, count);
        at(EventColumn.SINCE_NS).asLongBuffer().get(since, 0, count);
        at(EventColumn.DEVICE).asShortBuffer().get(devices, 0, count);
        at(EventColumn.QUEUE).asShortBuffer().get(queues, 0, count);
        at(EventColumn.FLAGS).asShortBuffer().get(flags, 0, count);
        at(EventColumn.KIND).get(kinds, 0, count);
        if (wait != null) {
            at(EventColumn.WAIT_NS).asIntBuffer().get(wait, 0, count);
        }
        if (counts != null) {
            at(EventColumn.COUNT).asIntBuffer().get(counts, 0, count);
        }
    }

    private ByteBuffer at(EventColumn column) {
        ByteBuffer buffer = block.column(column);
        return buffer.clear().position(first * column.width());
    }

    /**
     * Returns how many rows there are.
     *
     * @return at least 1
     */
    public int size() {
        return size;
    }

    /**
     * Returns a value of any column of the block.
     *
     * @param row index of the row
     * @param column a column that the block holds
     * @return the value, unsigned if the column is
     */
    public long value(int row, EventColumn column) {
        ByteBuffer buffer = block.column(column);
        int at = (first + row) * column.width();
        return switch (column.width()) {
            case Byte.BYTES -> buffer.get(at) & 0xff;
            case Short.BYTES -> buffer.getShort(at) & 0xffff;
            case Integer.BYTES -> buffer.getInt(at) & 0xffff_ffffL;
            default -> buffer.getLong(at);
        };
    }

    /**
     * Returns the columns that {@link #value} can read.
     *
     * @return the columns of the block
     */
    public Set<EventColumn> columns() {
        return EnumSet.copyOf(block.columns());
    }

    /**
     * Returns the kind of a row.
     *
     * @param row index of the row
     * @return code of the kind, valid
     */
    public byte kind(int row) {
        return kinds[row];
    }

    /**
     * Tells whether a row is of a kind.
     *
     * @param row index of the row
     * @param wanted the kind asked for
     * @return true if it is
     */
    public boolean is(int row, EventKind wanted) {
        return kinds[row] == wanted.code();
    }

    /**
     * Returns the time of a row.
     *
     * @param row index of the row
     * @return {@link EventColumn#TS}
     */
    public long ts(int row) {
        return ts[row];
    }

    /**
     * Returns when the interval of a row began: its time less its age, where that is known.
     *
     * @param row index of the row
     * @return the time of the pop, for a USED or OPEN row
     */
    public long begin(int row) {
        return (flags[row] & Observed.SINCE_NS) != 0 ? ts[row] - since[row] : ts[row];
    }

    /**
     * Returns the wait of a row, which the block must hold.
     *
     * @param row index of the row
     * @return {@link EventColumn#WAIT_NS}
     */
    public long waitNs(int row) {
        return wait[row] & 0xffff_ffffL;
    }

    /**
     * Returns the count of a row, which the block must hold.
     *
     * @param row index of the row
     * @return {@link EventColumn#COUNT}
     */
    public long count(int row) {
        return counts[row] & 0xffff_ffffL;
    }

    /**
     * Tells whether all of some optional columns were observed.
     *
     * @param row index of the row
     * @param bits bits of {@link Observed}
     * @return true if every bit is set
     */
    public boolean knows(int row, int bits) {
        return (flags[row] & bits) == bits;
    }

    /**
     * Tells whether a USED row closes a request that was not served.
     *
     * @param row index of the row
     * @return true if it was returned unused or ended by a reset
     */
    public boolean unserved(int row) {
        return (flags[row] & (Observed.RETURNED | Observed.RESET)) != 0;
    }

    /**
     * Returns device and queue of a row in one number.
     *
     * @param row index of the row
     * @return the device id in the upper, the queue index in the lower 16 bits
     */
    public int queueId(int row) {
        return devices[row] << Short.SIZE | queues[row] & 0xffff;
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
