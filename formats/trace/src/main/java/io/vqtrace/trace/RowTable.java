package io.vqtrace.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A small table: rows are buffered as objects and written as one record batch at each flush. Not thread-safe.
 *
 * @param <R> type of the rows
 */
final class RowTable<R> implements Closeable {
    /**
     * A column and how its values are taken from a row.
     *
     * @param field name, type and nullability
     * @param value gives a {@link Number} or a {@link String} by the field's type, or null
     * @param <R> type of the rows
     */
    record Column<R>(ArrowField field, Function<R, Object> value) {}

    private final List<Column<R>> columns;
    private final ArrowStreamFile file;
    private final BatchLayout layout = new BatchLayout(EventChunk.ALIGNMENT);
    private final List<R> pending = new ArrayList<>();

    private RowTable(List<Column<R>> columns, ArrowStreamFile file) {
        this.columns = columns;
        this.file = file;
    }

    /** Creates the table's file with its schema. */
    static <R> RowTable<R> create(Path file, String table, List<Column<R>> columns) throws IOException {
        List<ArrowField> fields = columns.stream().map(Column::field).toList();
        return new RowTable<>(columns, ArrowStreamFile.create(file, new ArrowSchema(table, fields)));
    }

    void add(R row) {
        pending.add(row);
    }

    /** Writes the buffered rows; they stay buffered if that fails. */
    void flush() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        List<ByteBuffer> body = new ArrayList<>();
        layout.begin(pending.size(), Compression.NONE);
        for (Column<R> column : columns) {
            encode(column, body);
        }
        file.append(layout, body);
        pending.clear();
    }

    private void encode(Column<R> column, List<ByteBuffer> body) {
        Object[] values = pending.stream().map(column.value()).toArray();
        encodeValidity(column.field(), values, body);
        if (column.field().type() == ArrowType.UTF8) {
            encodeText(values, body);
        } else {
            encodeNumbers(column.field().type(), values, body);
        }
    }

    private void encodeValidity(ArrowField field, Object[] values, List<ByteBuffer> body) {
        ByteBuffer bits = allocate((values.length + Byte.SIZE - 1) / Byte.SIZE);
        int nulls = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                nulls++;
            } else {
                int at = i / Byte.SIZE;
                bits.put(at, (byte) (bits.get(at) | 1 << i % Byte.SIZE));
            }
        }
        if (nulls > 0 && !field.nullable()) {
            throw new IllegalStateException("column " + field.name() + " is not nullable");
        }
        layout.column(nulls);
        add(nulls == 0 ? allocate(0) : bits, body);
    }

    private void encodeNumbers(ArrowType type, Object[] values, List<ByteBuffer> body) {
        ByteBuffer data = allocate(values.length * type.width());
        for (Object value : values) {
            long number = value == null ? 0 : ((Number) value).longValue();
            switch (type.width()) {
                case Long.BYTES -> data.putLong(number);
                case Integer.BYTES -> data.putInt((int) number);
                case Short.BYTES -> data.putShort((short) number);
                default -> data.put((byte) number);
            }
        }
        add(data.flip(), body);
    }

    private void encodeText(Object[] values, List<ByteBuffer> body) {
        ByteBuffer offsets = allocate((values.length + 1) * Integer.BYTES);
        byte[][] texts = new byte[values.length][];
        int end = 0;
        offsets.putInt(0);
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null ? new byte[0] : values[i].toString().getBytes(StandardCharsets.UTF_8);
            end = Math.addExact(end, texts[i].length);
            offsets.putInt(end);
        }
        ByteBuffer data = allocate(end);
        for (byte[] text : texts) {
            data.put(text);
        }
        add(offsets.flip(), body);
        add(data.flip(), body);
    }

    private void add(ByteBuffer data, List<ByteBuffer> body) {
        int length = data.remaining();
        layout.buffer(length);
        if (length > 0) {
            body.add(data);
            body.add(allocate(layout.padding(length)));
        }
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes the buffered rows, ends the stream and closes the file in any case. */
    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }
}
