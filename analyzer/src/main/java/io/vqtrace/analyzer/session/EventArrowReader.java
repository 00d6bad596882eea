package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventBlock;
import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.trace.EventColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Hands a scan to DuckDB as Arrow record batches of about a million rows. Columns are read straight into the buffers
 * that DuckDB will read; those that only the consumers need never leave Java.
 */
final class EventArrowReader extends ArrowReader {
    private static final int BATCH_ROWS = 1 << 20;

    private final EventScan scan;
    private final List<EventColumn> exported;
    private final Set<EventColumn> read;
    private final List<EventConsumer> consumers;
    private final Map<EventColumn, ByteBuffer> kept = new EnumMap<>(EventColumn.class);
    private IOException failure;
    private long rows;

    EventArrowReader(
            BufferAllocator allocator, EventScan scan, Set<EventColumn> exported, List<EventConsumer> consumers) {
        super(allocator);
        this.scan = scan;
        this.exported = List.copyOf(exported);
        this.consumers = consumers;
        read = scan.columns();
    }

    /** Returns what ended the stream, or null; DuckDB sees only its message. */
    IOException failure() {
        return failure;
    }

    long rows() {
        return rows;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        try {
            int next = scan.peekRows();
            return next >= 0 && load(Math.max(next, BATCH_ROWS));
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private boolean load(int capacity) throws IOException {
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            Map<EventColumn, ByteBuffer> columns = new EnumMap<>(EventColumn.class);
            for (EventColumn column : exported) {
                int bytes = capacity * column.width();
                ArrowBuf buffer = allocator.buffer(bytes);
                buffers.add(buffer);
                columns.put(column, buffer.nioBuffer(0, bytes));
            }
            for (EventColumn column : read) {
                columns.computeIfAbsent(column, missing -> keptBuffer(missing, capacity));
            }
            EventBlock block = new EventBlock(capacity, columns);
            scan.fill(block);
            EventRows.show(block, consumers);
            rows += block.rows();
            export(block.rows(), buffers);
            return true;
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    private ByteBuffer keptBuffer(EventColumn column, int capacity) {
        ByteBuffer buffer = kept.get(column);
        if (buffer == null || buffer.capacity() < capacity * column.width()) {
            buffer = ByteBuffer.allocateDirect(capacity * column.width());
            kept.put(column, buffer);
        }
        return buffer;
    }

    private void export(int count, List<ArrowBuf> buffers) throws IOException {
        List<FieldVector> vectors = getVectorSchemaRoot().getFieldVectors();
        ArrowFieldNode node = new ArrowFieldNode(count, 0);
        for (int i = 0; i < exported.size(); i++) {
            ArrowBuf data = buffers.get(i);
            data.writerIndex((long) count * exported.get(i).width());
            vectors.get(i).loadFieldBuffers(node, List.of(allocator.getEmpty(), data));
        }
        getVectorSchemaRoot().setRowCount(count);
    }

    @Override
    protected Schema readSchema() {
        List<Field> fields = new ArrayList<>();
        for (EventColumn column : exported) {
            ArrowType type = new ArrowType.Int(column.width() * Byte.SIZE, column.signed());
            fields.add(new Field(column.columnName(), FieldType.notNullable(type), null));
        }
        return new Schema(fields);
    }

    @Override
    public long bytesRead() {
        return rows * EventColumn.ROW_BYTES;
    }

    @Override
    protected void closeReadSource() throws IOException {
        scan.close();
    }
}
