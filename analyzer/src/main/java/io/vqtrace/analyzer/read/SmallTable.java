package io.vqtrace.analyzer.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small Arrow stream as a whole in memory: {@code devices}, {@code queues}, {@code negotiation}. */
final class SmallTable {
    private static final int MAX_ROWS = 1 << 22;

    /** Gives one row its values by column name. */
    final class Row {
        private final Object[][] columns;
        private final int index;

        private Row(Object[][] columns, int index) {
            this.columns = columns;
            this.index = index;
        }

        String text(String column) {
            Object value = value(column);
            return value == null ? null : value.toString();
        }

        Long number(String column) {
            return value(column) instanceof Long number ? number : null;
        }

        Integer integer(String column) {
            return value(column) instanceof Long number ? Integer.valueOf(Math.toIntExact(number)) : null;
        }

        int required(String column) {
            Integer value = integer(column);
            if (value == null) {
                throw new IllegalArgumentException("a row without " + column);
            }
            return value;
        }

        private Object value(String column) {
            int at = names.indexOf(column);
            return at < 0 || columns[at] == null ? null : columns[at][index];
        }
    }

    private final List<String> names;
    private final List<Row> rows = new ArrayList<>();
    private final BufferReader reader = new BufferReader();
    private String problem;

    private SmallTable(List<String> names) {
        this.names = names;
    }

    /**
     * Reads every whole batch.
     *
     * @param names the columns wanted; one that the file lacks is null in every row
     */
    static SmallTable read(ByteSource source, List<String> names) throws IOException {
        SmallTable table = new SmallTable(names);
        try (ArrowStream stream = new ArrowStream(source)) {
            while (stream.nextBatch()) {
                try {
                    table.add(stream);
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    stream.damaged(e.getMessage());
                }
            }
            table.problem = stream.endProblem();
        }
        return table;
    }

    List<Row> rows() {
        return rows;
    }

    /** Says why the table may lack rows, or null if it is whole. */
    String problem() {
        return problem;
    }

    private void add(ArrowStream stream) throws IOException {
        ArrowBatch batch = stream.batch();
        if (batch.rows() + rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException("too many rows");
        }
        Object[][] columns = new Object[names.size()][];
        for (int i = 0; i < columns.length; i++) {
            ArrowLayout.Column column = stream.layout().column(names.get(i));
            if (column != null) {
                columns[i] = values(stream.source(), batch, column);
            }
        }
        for (int i = 0; i < batch.rows(); i++) {
            rows.add(new Row(columns, i));
        }
    }

    private Object[] values(ByteSource source, ArrowBatch batch, ArrowLayout.Column column) throws IOException {
        ByteBuffer valid = null;
        if (batch.nullCount(column.node()) != 0) {
            valid = bytes(source, batch, column.buffer(), (batch.rows() + Byte.SIZE - 1) / Byte.SIZE);
        }
        return switch (column.kind()) {
            case INTEGER -> integers(source, batch, column, valid);
            case TEXT -> texts(source, batch, column, valid);
            case OTHER -> null;
        };
    }

    private Object[] integers(ByteSource source, ArrowBatch batch, ArrowLayout.Column column, ByteBuffer valid)
            throws IOException {
        int width = column.width();
        ByteBuffer data = bytes(source, batch, column.buffer() + 1, batch.rows() * width);
        Object[] values = new Object[batch.rows()];
        for (int i = 0; i < values.length; i++) {
            if (isValid(valid, i)) {
                values[i] = integer(data, i * width, width, column.signed());
            }
        }
        return values;
    }

    private static Long integer(ByteBuffer data, int at, int width, boolean signed) {
        return switch (width) {
            case Byte.BYTES -> (long) (signed ? data.get(at) : data.get(at) & 0xff);
            case Short.BYTES -> (long) (signed ? data.getShort(at) : data.getShort(at) & 0xffff);
            case Integer.BYTES -> signed ? data.getInt(at) : data.getInt(at) & 0xffff_ffffL;
            case Long.BYTES -> data.getLong(at);
            default -> throw new IllegalArgumentException("an integer of " + width + " bytes");
        };
    }

    private Object[] texts(ByteSource source, ArrowBatch batch, ArrowLayout.Column column, ByteBuffer valid)
            throws IOException {
        Object[] values = new Object[batch.rows()];
        if (values.length == 0) {
            return values;
        }
        ByteBuffer offsets = bytes(source, batch, column.buffer() + 1, (batch.rows() + 1) * Integer.BYTES);
        int end = offsets.getInt(batch.rows() * Integer.BYTES);
        if (end < 0) {
            throw new IllegalArgumentException("text outside of its buffer");
        }
        ByteBuffer data = bytes(source, batch, column.buffer() + 2, end);
        for (int i = 0; i < values.length; i++) {
            if (isValid(valid, i)) {
                int from = offsets.getInt(i * Integer.BYTES);
                int to = offsets.getInt((i + 1) * Integer.BYTES);
                if (from < 0 || to < from || to > end) {
                    throw new IllegalArgumentException("text outside of its buffer");
                }
                values[i] = StandardCharsets.UTF_8
                        .decode(data.slice(from, to - from))
                        .toString();
            }
        }
        return values;
    }

    private ByteBuffer bytes(ByteSource source, ArrowBatch batch, int buffer, int bytes) throws IOException {
        reader.requireHolds(source, batch, buffer, bytes);
        ByteBuffer target = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        reader.read(source, batch, buffer, bytes, target);
        return target;
    }

    private static boolean isValid(ByteBuffer valid, int row) {
        return valid == null || (valid.get(row / Byte.SIZE) >> row % Byte.SIZE & 1) != 0;
    }
}
