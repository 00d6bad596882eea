package io.vqtrace.analyzer.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that Arrow's own writer wrote: columns in another order, one more of them, both IPC formats. */
class ForeignWriterTest {
    private static final int ROWS = 1000;

    @TempDir
    Path folder;

    private static Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (EventColumn column : EventColumn.values()) {
            ArrowType type = new ArrowType.Int(column.width() * Byte.SIZE, column.signed());
            fields.add(new Field(column.columnName(), FieldType.notNullable(type), null));
        }
        Collections.reverse(fields);
        fields.add(3, new Field("comment", FieldType.nullable(ArrowType.Utf8.INSTANCE), null));
        return new Schema(fields);
    }

    private static void fill(VectorSchemaRoot root) {
        root.getFieldVectors().forEach(vector -> vector.setInitialCapacity(ROWS));
        root.allocateNew();
        for (int i = 0; i < ROWS; i++) {
            ((VarCharVector) root.getVector("comment")).setSafe(i, ("row " + i).getBytes(StandardCharsets.UTF_8));
            for (EventColumn column : EventColumn.values()) {
                set(root, column, i, 0);
            }
            set(root, EventColumn.TS, i, 1_795_352_240_000_000_000L + i);
            set(root, EventColumn.SINCE_NS, i, 2L * i);
            set(root, EventColumn.KIND, i, EventKind.USED.code());
            set(root, EventColumn.FLAGS, i, Observed.SINCE_NS);
        }
        root.setRowCount(ROWS);
    }

    private static void set(VectorSchemaRoot root, EventColumn column, int row, long value) {
        ((BaseIntVector) root.getVector(column.columnName())).setWithPossibleTruncate(row, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.arrow", "x.arrows"})
    void columnsAreMatchedByName(String name) throws Exception {
        Path file = folder.resolve(name);
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema(), allocator);
                OutputStream out = Files.newOutputStream(file);
                ArrowWriter writer = name.endsWith("s")
                        ? new ArrowStreamWriter(root, null, out)
                        : new ArrowFileWriter(root, null, Channels.newChannel(out))) {
            fill(root);
            writer.start();
            writer.writeBatch();
            writer.writeBatch();
            writer.end();
        }
        try (TraceFiles files = TraceFiles.open(file)) {
            assertTrue(files.complete(), () -> files.warnings().toString());
            long[] found = TraceFilesTest.rowsAndSinceSum(files);
            assertEquals(2 * ROWS, found[0]);
            assertEquals(2L * ROWS * (ROWS - 1), found[1]);
        }
    }
}
