package io.vqtrace.recorder;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads uncompressed event segments by the letter of the Arrow IPC stream format, and trace.json. */
public final class TraceRows {
    private TraceRows() {}

    /** Returns the batches of all segments, in file order. */
    static List<List<TraceRow>> batches(Path trace) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.list(trace)) {
            segments = files.filter(file -> file.getFileName().toString().startsWith("events-"))
                    .sorted()
                    .toList();
        }
        List<List<TraceRow>> batches = new ArrayList<>();
        for (Path segment : segments) {
            read(ByteBuffer.wrap(Files.readAllBytes(segment)).order(ByteOrder.LITTLE_ENDIAN), batches);
        }
        return batches;
    }

    public static List<TraceRow> rows(Path trace) throws IOException {
        return batches(trace).stream().flatMap(List::stream).toList();
    }

    /** Returns the rows of a kind. */
    public static List<TraceRow> rows(Path trace, EventKind kind) throws IOException {
        return rows(trace).stream().filter(row -> row.kind() == kind).toList();
    }

    private static void read(ByteBuffer file, List<List<TraceRow>> batches) {
        int at = 0;
        while (at + 8 <= file.capacity() && file.getInt(at) == -1 && file.getInt(at + 4) > 0) {
            int length = file.getInt(at + 4);
            Message message =
                    Message.getRootAsMessage(file.slice(at + 8, length).order(ByteOrder.LITTLE_ENDIAN));
            at += 8 + length;
            if (message.headerType() == MessageHeader.RecordBatch) {
                batches.add(batch((RecordBatch) message.header(new RecordBatch()), file, at));
            }
            at += (int) message.bodyLength();
        }
    }

    private static List<TraceRow> batch(RecordBatch batch, ByteBuffer file, int body) {
        EventColumn[] columns = EventColumn.values();
        List<TraceRow> rows = new ArrayList<>();
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
            rows.add(new TraceRow(values));
        }
        return rows;
    }

    public static JsonNode manifest(Path trace) {
        return JsonMapper.builder().build().readTree(trace.resolve("trace.json").toFile());
    }
}
