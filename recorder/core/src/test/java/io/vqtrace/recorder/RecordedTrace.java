package io.vqtrace.recorder;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * The event batches of a trace on disk, read by the letter of the Arrow IPC stream format, and single values of
 * its {@code trace.json}.
 */
public final class RecordedTrace {
    /** Rows of one batch. */
    public static final class Batch {
        private final RecordBatch layout;
        private final ByteBuffer body;

        private Batch(RecordBatch layout, ByteBuffer body) {
            this.layout = layout;
            this.body = body;
        }

        public int rows() {
            return (int) layout.length();
        }

        /** Bytes of the body, the only thing beside the rows' number that may be asked of a compressed batch. */
        public int bytes() {
            return body.capacity();
        }

        public long get(EventColumn column, int row) {
            // Each column has a validity buffer, which is empty, and its values.
            int at = (int) layout.buffers(2 * column.ordinal() + 1).offset() + row * column.width();
            return switch (column.width()) {
                case Long.BYTES -> body.getLong(at);
                case Integer.BYTES -> Integer.toUnsignedLong(body.getInt(at));
                case Short.BYTES -> Short.toUnsignedLong(body.getShort(at));
                default -> Byte.toUnsignedLong(body.get(at));
            };
        }

        public boolean is(EventKind kind, int row) {
            return get(EventColumn.KIND, row) == kind.code();
        }
    }

    private static final int PREFIX_BYTES = 8;

    private final List<Batch> batches = new ArrayList<>();
    private final String manifest;

    private RecordedTrace(String manifest) {
        this.manifest = manifest;
    }

    public static RecordedTrace read(Path directory) throws IOException {
        RecordedTrace trace = new RecordedTrace(Files.readString(directory.resolve("trace.json")));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("events-"))
                    .sorted()
                    .toList()) {
                trace.readSegment(file);
            }
        }
        return trace;
    }

    private void readSegment(Path file) throws IOException {
        // Mapped, as reading would leave a buffer of the file's size with the thread, and tests count those.
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(file)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        int at = 0;
        while (at + PREFIX_BYTES <= bytes.capacity() && bytes.getInt(at + Integer.BYTES) > 0) {
            int metadata = bytes.getInt(at + Integer.BYTES);
            Message message = Message.getRootAsMessage(little(bytes, at + PREFIX_BYTES, metadata));
            int bodyAt = at + PREFIX_BYTES + metadata;
            int bodyBytes = (int) message.bodyLength();
            if (message.headerType() == MessageHeader.RecordBatch) {
                RecordBatch layout = (RecordBatch) message.header(new RecordBatch());
                batches.add(new Batch(layout, little(bytes, bodyAt, bodyBytes)));
            }
            at = bodyAt + bodyBytes;
        }
    }

    private static ByteBuffer little(ByteBuffer bytes, int at, int length) {
        return bytes.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    public List<Batch> batches() {
        return batches;
    }

    public long rows() {
        return batches.stream().mapToLong(Batch::rows).sum();
    }

    public long count(EventKind kind) {
        long count = 0;
        for (Batch batch : batches) {
            for (int i = 0; i < batch.rows(); i++) {
                count += batch.is(kind, i) ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns a column's values in all rows of a kind, in the order of the file. */
    public List<Long> values(EventKind kind, EventColumn column) {
        List<Long> values = new ArrayList<>();
        for (Batch batch : batches) {
            for (int i = 0; i < batch.rows(); i++) {
                if (batch.is(kind, i)) {
                    values.add(batch.get(column, i));
                }
            }
        }
        return values;
    }

    /** Returns numbers as short text: {@code 0-9, 20, 22-30}; a list of thousands is no failure message. */
    public static String ranges(List<Long> numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); ) {
            int end = i + 1;
            while (end < numbers.size() && numbers.get(end) == numbers.get(end - 1) + 1) {
                end++;
            }
            text.append(text.length() == 0 ? "" : ", ").append(numbers.get(i));
            if (end > i + 1) {
                text.append('-').append(numbers.get(end - 1));
            }
            i = end;
        }
        return text.toString();
    }

    /** Returns a column's values in all rows of a kind, in the order of the file, as {@link #ranges}. */
    public String ranges(EventKind kind, EventColumn column) {
        return ranges(values(kind, column));
    }

    /** Returns the text of {@code trace.json}. */
    public String manifest() {
        return manifest;
    }

    /** Returns the first value of that name in {@code trace.json}, as it stands there. */
    public String field(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": ?(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\]]+)")
                .matcher(manifest);
        return matcher.find() ? matcher.group(1).trim() : null;
    }

    public long number(String name) {
        return Long.parseLong(field(name));
    }
}
