package io.vqtrace.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A table read back by Arrow's own reader, as an independent opinion on what was written.
 *
 * @param schema the stream's schema
 * @param batchRows rows of each batch
 * @param rows the rows, by column name; integers as {@link Long}, text as {@link String}
 */
record ArrowTable(Schema schema, List<Integer> batchRows, List<Map<String, Object>> rows) {
    static ArrowTable read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    static ArrowTable read(InputStream in) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader =
                        new ArrowStreamReader(in, allocator, CommonsCompressionFactory.INSTANCE)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            List<Integer> batchRows = new ArrayList<>();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (reader.loadNextBatch()) {
                batchRows.add(root.getRowCount());
                for (int i = 0; i < root.getRowCount(); i++) {
                    rows.add(row(root, i));
                }
            }
            return new ArrowTable(root.getSchema(), batchRows, rows);
        }
    }

    private static Map<String, Object> row(VectorSchemaRoot root, int i) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (FieldVector vector : root.getFieldVectors()) {
            row.put(vector.getName(), value(vector, i));
        }
        return row;
    }

    private static Object value(FieldVector vector, int i) {
        if (vector.isNull(i)) {
            return null;
        }
        if (vector instanceof UInt1Vector bytes) {
            return Byte.toUnsignedLong(bytes.get(i));
        }
        if (vector instanceof UInt2Vector chars) {
            return (long) chars.get(i);
        }
        if (vector instanceof UInt4Vector ints) {
            return Integer.toUnsignedLong(ints.get(i));
        }
        Object value = vector.getObject(i);
        return value instanceof Number number ? (Object) number.longValue() : value.toString();
    }

    /** Returns the rows of a chunk in the form of {@link #rows}. */
    static List<Map<String, Object>> rowsOf(EventChunk chunk) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < chunk.rows(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (EventColumn column : EventColumn.values()) {
                row.put(column.columnName(), chunk.get(column, i));
            }
            rows.add(row);
        }
        return rows;
    }
}
