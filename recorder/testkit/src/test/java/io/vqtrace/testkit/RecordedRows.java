package io.vqtrace.testkit;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** The event rows of a trace, read by the letter of {@code formats/README.md}. */
record RecordedRows(List<long[]> rows) {
    static RecordedRows of(Path trace) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.list(trace)) {
            segments = files.filter(file -> file.getFileName().toString().startsWith("events-"))
                    .sorted()
                    .toList();
        }
        List<long[]> rows = new ArrayList<>();
        for (Path segment : segments) {
            read(ByteBuffer.wrap(Files.readAllBytes(segment)).order(ByteOrder.LITTLE_ENDIAN), rows);
        }
        return new RecordedRows(rows);
    }

    private static void read(ByteBuffer file, List<long[]> rows) {
        int at = 0;
        while (at + 8 <= file.capacity() && file.getInt(at) == -1 && file.getInt(at + 4) > 0) {
            int length = file.getInt(at + 4);
            Message message =
                    Message.getRootAsMessage(file.slice(at + 8, length).order(ByteOrder.LITTLE_ENDIAN));
            at += 8 + length;
            if (message.headerType() == MessageHeader.RecordBatch) {
                batch((RecordBatch) message.header(new RecordBatch()), file, at, rows);
            }
            at += (int) message.bodyLength();
        }
    }

    private static void batch(RecordBatch batch, ByteBuffer file, int body, List<long[]> rows) {
        EventColumn[] columns = EventColumn.values();
        for (int row = 0; row < batch.length(); row++) {
            long[] values = new long[columns.length];
            for (int i = 0; i < columns.length; i++) {
                int at = body + (int) batch.buffers(2 * i + 1).offset() + row * columns[i].width();
                values[i] = switch (columns[i].width()) {
                    case 8 -> file.getLong(at);
                    case 4 -> Integer.toUnsignedLong(file.getInt(at));
                    case 2 -> Short.toUnsignedLong(file.getShort(at));
                    default -> Byte.toUnsignedLong(file.get(at));
                };
            }
            rows.add(values);
        }
    }

    /** Returns the rows of a queue and a kind. */
    RecordedRows of(int queue, EventKind kind) {
        return new RecordedRows(rows.stream()
                .filter(row -> row[EventColumn.QUEUE.ordinal()] == queue)
                .filter(row -> row[EventColumn.KIND.ordinal()] == kind.code())
                .toList());
    }

    /** Returns the rows that have a value in a column. */
    RecordedRows with(EventColumn column, long value) {
        return new RecordedRows(
                rows.stream().filter(row -> row[column.ordinal()] == value).toList());
    }

    /** Returns the rows after a time of the trace. */
    RecordedRows after(long ts) {
        return new RecordedRows(
                rows.stream().filter(row -> row[EventColumn.TS.ordinal()] > ts).toList());
    }

    int count() {
        return rows.size();
    }

    long sum(EventColumn column) {
        return rows.stream().mapToLong(row -> row[column.ordinal()]).sum();
    }

    long get(int row, EventColumn column) {
        return rows.get(row)[column.ordinal()];
    }
}
