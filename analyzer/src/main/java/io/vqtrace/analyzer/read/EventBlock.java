package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Rows of events as one direct little-endian buffer per column, filled by {@link EventScan}. A value that is not
 * observed is 0. Not thread-safe.
 */
public final class EventBlock {
    private final Map<EventColumn, ByteBuffer> columns = new EnumMap<>(EventColumn.class);
    private final int capacity;
    private int rows;

    /**
     * Makes a block with buffers of its own.
     *
     * @param capacity the most rows that it can hold
     * @param wanted the columns that it holds
     */
    public EventBlock(int capacity, Set<EventColumn> wanted) {
        this.capacity = capacity;
        for (EventColumn column : wanted) {
            columns.put(
                    column, ByteBuffer.allocateDirect(capacity * column.width()).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /**
     * Makes a block over somebody else's direct buffers.
     *
     * @param capacity the most rows that it can hold
     * @param buffers one buffer per column from position 0, each with room for {@code capacity} values
     */
    public EventBlock(int capacity, Map<EventColumn, ByteBuffer> buffers) {
        this.capacity = capacity;
        buffers.forEach((column, buffer) ->
                columns.put(column, buffer.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN)));
    }

    /**
     * Returns the most rows that the block can hold.
     *
     * @return the capacity
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Returns the rows that the block holds.
     *
     * @return 0 to the capacity
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns the columns of the block.
     *
     * @return an unmodifiable set
     */
    public Set<EventColumn> columns() {
        return Set.copyOf(columns.keySet());
    }

    /**
     * Returns the buffer of a column for absolute reads; its position and limit mean nothing.
     *
     * @param column one of {@link #columns()}
     * @return the buffer, little-endian
     */
    public ByteBuffer column(EventColumn column) {
        return columns.get(column);
    }

    /** Forgets the rows. */
    public void clear() {
        rows = 0;
    }

    void rows(int newRows) {
        rows = newRows;
    }

    /** Moves a row to a smaller index. */
    void move(int from, int to) {
        for (Map.Entry<EventColumn, ByteBuffer> entry : columns.entrySet()) {
            ByteBuffer buffer = entry.getValue();
            int width = entry.getKey().width();
            switch (width) {
                case Byte.BYTES -> buffer.put(to, buffer.get(from));
                case Short.BYTES -> buffer.putShort(to * width, buffer.getShort(from * width));
                case Integer.BYTES -> buffer.putInt(to * width, buffer.getInt(from * width));
                default -> buffer.putLong(to * width, buffer.getLong(from * width));
            }
        }
    }
}
