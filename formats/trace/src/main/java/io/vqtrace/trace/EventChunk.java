package io.vqtrace.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Event rows in Arrow column layout, in one direct little-endian buffer: the body of a record batch.
 *
 * <pre>
 *   0                 columnOffset(SINCE_NS)                    body().capacity()
 *   | ts × capacity | pad to 64 | since_ns × capacity | pad | … | status × capacity | pad |
 * </pre>
 *
 * <p>A full chunk is written without being copied; of a partly filled one the writer takes the used prefix of each
 * column. Appending allocates nothing and costs one plain store per column. Not thread-safe.
 */
public final class EventChunk {
    /** Bytes to which each column's start is aligned, as the Arrow format recommends. */
    static final int ALIGNMENT = 64;

    /** Largest number of rows of a chunk, such that every byte offset fits an {@code int}. */
    public static final int MAX_CAPACITY = 1 << 24;

    private static final EventColumn[] COLUMNS = EventColumn.values();

    private final int capacity;
    private final ByteBuffer body;
    private final int[] offsets;
    private final int tsAt;
    private final int sinceNsAt;
    private final int valueAt;
    private final int waitNsAt;
    private final int outBytesAt;
    private final int inBytesAt;
    private final int usedBytesAt;
    private final int countAt;
    private final int deviceAt;
    private final int queueAt;
    private final int threadAt;
    private final int headAt;
    private final int ringIdxAt;
    private final int inFlightAt;
    private final int outstandingAt;
    private final int flagsAt;
    private final int kindAt;
    private final int opAt;
    private final int statusAt;
    private int rows;

    /**
     * Allocates an empty chunk of about {@code capacityRows × 63} bytes outside the heap.
     *
     * @param capacityRows largest number of rows, 1 to {@link #MAX_CAPACITY}
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public EventChunk(int capacityRows) {
        this(capacityRows, ByteBuffer.allocateDirect(bodyBytes(capacityRows)));
    }

    /**
     * Makes an empty chunk over memory of the caller's, which may hold rows already: {@link TraceWriter#write(EventChunk,
     * int, int, Compression)} takes them from there.
     *
     * @param capacityRows largest number of rows, 1 to {@link #MAX_CAPACITY}
     * @param memory a direct or mapped buffer whose remaining bytes are at least {@link #bodyBytes}; its first byte is the
     *     first of the body. The padding between columns must be 0
     * @throws IllegalArgumentException if the capacity is out of range, or the memory too small or on the heap
     */
    public EventChunk(int capacityRows, ByteBuffer memory) {
        int bytes = bodyBytes(capacityRows);
        if (!memory.isDirect() || memory.remaining() < bytes) {
            throw new IllegalArgumentException("not " + bytes + " bytes outside the heap: " + memory);
        }
        capacity = capacityRows;
        body = memory.slice(memory.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        offsets = new int[COLUMNS.length];
        int end = 0;
        for (EventColumn column : COLUMNS) {
            offsets[column.ordinal()] = end;
            end += paddedBytes(column, capacityRows);
        }
        tsAt = columnOffset(EventColumn.TS);
        sinceNsAt = columnOffset(EventColumn.SINCE_NS);
        valueAt = columnOffset(EventColumn.VALUE);
        waitNsAt = columnOffset(EventColumn.WAIT_NS);
        outBytesAt = columnOffset(EventColumn.OUT_BYTES);
        inBytesAt = columnOffset(EventColumn.IN_BYTES);
        usedBytesAt = columnOffset(EventColumn.USED_BYTES);
        countAt = columnOffset(EventColumn.COUNT);
        deviceAt = columnOffset(EventColumn.DEVICE);
        queueAt = columnOffset(EventColumn.QUEUE);
        threadAt = columnOffset(EventColumn.THREAD);
        headAt = columnOffset(EventColumn.HEAD);
        ringIdxAt = columnOffset(EventColumn.RING_IDX);
        inFlightAt = columnOffset(EventColumn.IN_FLIGHT);
        outstandingAt = columnOffset(EventColumn.OUTSTANDING);
        flagsAt = columnOffset(EventColumn.FLAGS);
        kindAt = columnOffset(EventColumn.KIND);
        opAt = columnOffset(EventColumn.OP);
        statusAt = columnOffset(EventColumn.STATUS);
    }

    /**
     * Returns the bytes that the memory of a chunk takes.
     *
     * @param capacityRows largest number of rows, 1 to {@link #MAX_CAPACITY}
     * @return bytes of all columns with their padding, a multiple of 64
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static int bodyBytes(int capacityRows) {
        if (capacityRows < 1 || capacityRows > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity " + capacityRows + " is not in 1.." + MAX_CAPACITY);
        }
        int bytes = 0;
        for (EventColumn column : COLUMNS) {
            bytes += paddedBytes(column, capacityRows);
        }
        return bytes;
    }

    /**
     * Returns the bytes that a column of {@code rows} rows takes in a body, padding included.
     */
    static int paddedBytes(EventColumn column, int rows) {
        return (rows * column.width() + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /**
     * Returns the largest number of rows.
     *
     * @return the capacity in rows
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Returns the number of rows appended since the chunk was made or cleared.
     *
     * @return 0 to {@link #capacity()}
     */
    public int rows() {
        return rows;
    }

    /**
     * Tells whether no further row fits.
     *
     * @return true if {@link #rows()} has reached {@link #capacity()}
     */
    public boolean isFull() {
        return rows == capacity;
    }

    /**
     * Copies a row to the end of the chunk. Of unsigned columns the low bits are stored.
     *
     * @param row the row; the caller may reuse it
     * @throws IllegalStateException if the chunk is full
     */
    public void append(EventRow row) {
        int i = rows;
        if (i == capacity) {
            throw new IllegalStateException("the chunk is full: " + capacity + " rows");
        }
        ByteBuffer to = body;
        to.putLong(tsAt + (i << 3), row.ts);
        to.putLong(sinceNsAt + (i << 3), row.sinceNs);
        to.putLong(valueAt + (i << 3), row.value);
        to.putInt(waitNsAt + (i << 2), row.waitNs);
        to.putInt(outBytesAt + (i << 2), row.outBytes);
        to.putInt(inBytesAt + (i << 2), row.inBytes);
        to.putInt(usedBytesAt + (i << 2), row.usedBytes);
        to.putInt(countAt + (i << 2), row.count);
        to.putShort(deviceAt + (i << 1), (short) row.device);
        to.putShort(queueAt + (i << 1), (short) row.queue);
        to.putShort(threadAt + (i << 1), (short) row.thread);
        to.putShort(headAt + (i << 1), (short) row.head);
        to.putShort(ringIdxAt + (i << 1), (short) row.ringIdx);
        to.putShort(inFlightAt + (i << 1), (short) row.inFlight);
        to.putShort(outstandingAt + (i << 1), (short) row.outstanding);
        to.putShort(flagsAt + (i << 1), (short) row.flags);
        to.put(kindAt + i, row.kind);
        to.put(opAt + i, row.op);
        to.put(statusAt + i, row.status);
        rows = i + 1;
    }

    /**
     * Returns the time of a row.
     *
     * @param i index of the row, from 0
     * @return the {@code ts} column's value
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long ts(int i) {
        return body.getLong(tsAt + (Objects.checkIndex(i, rows) << 3));
    }

    /**
     * Returns the time of the last row.
     *
     * @return the {@code ts} column's value
     * @throws IndexOutOfBoundsException if the chunk is empty
     */
    public long lastTs() {
        return ts(rows - 1);
    }

    /**
     * Reads one value.
     *
     * @param column the column
     * @param i index of the row, from 0
     * @return the value; an unsigned column's is never negative
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long get(EventColumn column, int i) {
        int at = position(column, i);
        return switch (column.width()) {
            case Long.BYTES -> body.getLong(at);
            case Integer.BYTES -> Integer.toUnsignedLong(body.getInt(at));
            case Short.BYTES -> Short.toUnsignedLong(body.getShort(at));
            default -> Byte.toUnsignedLong(body.get(at));
        };
    }

    /**
     * Replaces one value of an appended row. The low bits that the column has room for are stored.
     *
     * @param column the column
     * @param i index of the row, from 0
     * @param value the new value
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public void set(EventColumn column, int i, long value) {
        int at = position(column, i);
        switch (column.width()) {
            case Long.BYTES -> body.putLong(at, value);
            case Integer.BYTES -> body.putInt(at, (int) value);
            case Short.BYTES -> body.putShort(at, (short) value);
            default -> body.put(at, (byte) value);
        }
    }

    private int position(EventColumn column, int i) {
        return offsets[column.ordinal()] + Objects.checkIndex(i, rows) * column.width();
    }

    /** Makes the first {@code count} rows count, after the body was filled from elsewhere. */
    void restore(int count) {
        rows = Objects.checkIndex(count, capacity + 1);
    }

    /** Forgets all rows; the memory is kept. */
    public void clear() {
        rows = 0;
    }

    /**
     * Returns the chunk's memory.
     *
     * @return the buffer itself, direct and little-endian; its position and limit must be left alone
     */
    public ByteBuffer body() {
        return body;
    }

    /**
     * Returns where a column starts in {@link #body()}.
     *
     * @param column the column
     * @return a byte offset, a multiple of 64
     */
    public int columnOffset(EventColumn column) {
        return offsets[column.ordinal()];
    }
}
