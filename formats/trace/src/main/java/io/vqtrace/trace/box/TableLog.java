package io.vqtrace.trace.box;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows of the small tables and threads that the trace may not hold yet: entries of {@code i32 length, u8 type} and the
 * row's values in the order of its columns, each with a type byte. The end is moved on after the bytes, so that a killed
 * writer leaves whole entries.
 *
 * <p>A recorder appends a row before it hands it to the trace writer, and clears the log when a checkpoint has put all of
 * them into the trace's files; a row that both have is the same row. Thread-safe; may allocate, and is never called on the
 * data path.
 */
public final class TableLog {
    private static final byte DEVICE = 1;
    private static final byte QUEUE = 2;
    private static final byte NEGOTIATION = 3;
    private static final byte THREAD = 4;
    private static final int HEADER_BYTES = Integer.BYTES + 1;

    private final ByteBuffer buffer;

    /**
     * The rows of a log, in the order in which they were appended.
     *
     * @param devices device rows; the last one of an id holds
     * @param queues queue configurations
     * @param negotiation negotiation steps
     * @param threads threads; the last one of an index holds
     * @param lost rows that found no room
     * @param problem why later rows are missing, or null
     */
    public record Rows(
            List<DeviceRow> devices,
            List<QueueRow> queues,
            List<NegotiationRow> negotiation,
            List<ThreadEntry> threads,
            int lost,
            String problem) {}

    /** Works on the bytes of a whole {@link BoxFile}. */
    TableLog(ByteBuffer boxFile) {
        buffer = boxFile;
    }

    /**
     * Appends a device.
     *
     * @param row the device
     */
    public void device(DeviceRow row) {
        append(
                DEVICE,
                new Fields()
                        .put(row.device())
                        .put(row.name())
                        .put(row.type())
                        .put(row.typeId())
                        .put(row.transport())
                        .put(row.sourceId())
                        .put(row.backend())
                        .put(row.address())
                        .put(row.model())
                        .put(row.events())
                        .put(row.join()));
    }

    /**
     * Appends a queue configuration.
     *
     * @param row the configuration
     */
    public void queue(QueueRow row) {
        append(
                QUEUE,
                new Fields()
                        .put(row.device())
                        .put(row.queue())
                        .put(row.role())
                        .put(row.kind())
                        .put(row.ring())
                        .put(row.size())
                        .put(row.maxSize())
                        .put(row.vector())
                        .put(row.descAddr())
                        .put(row.driverAddr())
                        .put(row.deviceAddr())
                        .put(row.ts())
                        .put(row.source()));
    }

    /**
     * Appends a negotiation step.
     *
     * @param row the step
     */
    public void negotiation(NegotiationRow row) {
        append(
                NEGOTIATION,
                new Fields()
                        .put(row.device())
                        .put(row.ts())
                        .put(row.step().label())
                        .put(row.queue())
                        .put(row.value())
                        .put(row.featuresLow())
                        .put(row.featuresHigh())
                        .put(row.actor())
                        .put(row.thread())
                        .put(row.source())
                        .put(row.detail()));
    }

    /**
     * Appends a thread.
     *
     * @param entry the thread
     */
    public void thread(ThreadEntry entry) {
        append(THREAD, new Fields().put(entry.thread()).put(entry.tid()).put(entry.role()));
    }

    private synchronized void append(byte type, Fields fields) {
        byte[] values = fields.toBytes();
        int end = buffer.getInt(BoxFile.LOG_END);
        int at = BoxFile.LOG_AT + end;
        if (at + HEADER_BYTES + values.length > buffer.capacity()) {
            buffer.putInt(BoxFile.LOST_ROWS, buffer.getInt(BoxFile.LOST_ROWS) + 1);
            return;
        }
        buffer.putInt(at, values.length);
        buffer.put(at + Integer.BYTES, type);
        buffer.put(at + HEADER_BYTES, values);
        BoxFile.INT.setRelease(buffer, BoxFile.LOG_END, end + HEADER_BYTES + values.length);
    }

    /**
     * Returns how far the log reaches.
     *
     * @return bytes
     */
    public synchronized int end() {
        return buffer.getInt(BoxFile.LOG_END);
    }

    /**
     * Forgets all rows, which the trace has now; unless there are newer ones, which will be forgotten with them later.
     *
     * @param end what {@link #end} was when the trace's rows were collected
     */
    public synchronized void clear(int end) {
        if (end != buffer.getInt(BoxFile.LOG_END)) {
            return;
        }
        BoxFile.INT.setRelease(buffer, BoxFile.LOG_END, 0);
        buffer.putInt(BoxFile.LOST_ROWS, 0);
    }

    /**
     * Reads the log; what follows a damaged entry is left out.
     *
     * @return the rows
     */
    public Rows rows() {
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0, null);
        int lost = buffer.getInt(BoxFile.LOST_ROWS);
        int end = buffer.getInt(BoxFile.LOG_END);
        VarHandle.acquireFence(); // Not getAcquire: a reader's copy may lie on the heap.
        String problem = end < 0 || end > buffer.capacity() - BoxFile.LOG_AT ? BoxFile.FILE + " is cut" : null;
        int left = Math.max(0, Math.min(end, buffer.capacity() - BoxFile.LOG_AT));
        ByteBuffer log = buffer.slice(BoxFile.LOG_AT, left).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (log.remaining() >= HEADER_BYTES) {
                int length = log.getInt();
                byte type = log.get();
                if (length < 0 || length > log.remaining()) {
                    throw new IllegalArgumentException(BoxFile.FILE + " is damaged: a row of " + length + " bytes");
                }
                read(rows, type, log.slice(log.position(), length).order(ByteOrder.LITTLE_ENDIAN));
                log.position(log.position() + length);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            problem = e.getMessage();
        }
        return new Rows(rows.devices, rows.queues, rows.negotiation, rows.threads, lost, problem);
    }

    private static void read(Rows rows, byte type, ByteBuffer in) {
        switch (type) {
            case DEVICE -> rows.devices.add(readDevice(in));
            case QUEUE -> rows.queues.add(readQueue(in));
            case NEGOTIATION -> rows.negotiation.add(readNegotiation(in));
            case THREAD -> rows.threads.add(readThread(in));
            default -> {
                // A type of a later version: left out, as readers of tables leave out columns.
            }
        }
    }

    private static DeviceRow readDevice(ByteBuffer in) {
        return new DeviceRow(
                Fields.required(in),
                Fields.text(in),
                Fields.text(in),
                Fields.integer(in),
                Fields.text(in),
                Fields.text(in),
                Fields.text(in),
                Fields.text(in),
                Fields.text(in),
                Fields.number(in),
                Fields.text(in));
    }

    private static QueueRow readQueue(ByteBuffer in) {
        return new QueueRow(
                Fields.required(in),
                Fields.required(in),
                Fields.text(in),
                Fields.text(in),
                Fields.text(in),
                Fields.integer(in),
                Fields.integer(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.text(in));
    }

    private static NegotiationRow readNegotiation(ByteBuffer in) {
        return new NegotiationRow(
                Fields.required(in),
                Fields.number(in),
                NegotiationStep.valueOf(String.valueOf(Fields.text(in)).toUpperCase(Locale.ROOT)),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.text(in),
                Fields.integer(in),
                Fields.text(in),
                Fields.text(in));
    }

    private static ThreadEntry readThread(ByteBuffer in) {
        return new ThreadEntry(Fields.required(in), required(Fields.number(in)), Fields.text(in));
    }

    private static long required(Long number) {
        if (number == null) {
            throw new IllegalArgumentException(BoxFile.FILE + " is damaged: a number is missing");
        }
        return number;
    }
}
