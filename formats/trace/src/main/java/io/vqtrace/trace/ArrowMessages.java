package io.vqtrace.trace;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * Encodes the messages of an Arrow IPC stream ("Encapsulated message format" of the Arrow columnar format).
 *
 * <p>A message is a continuation marker, the metadata's length, the metadata and padding; the padding makes the whole a
 * multiple of 64 bytes, so that every body in a stream starts at such an offset. Not thread-safe: the returned buffer is
 * valid until the next call.
 */
final class ArrowMessages {
    /** Bytes of a message before its metadata, and of the end-of-stream marker: continuation marker and length. */
    static final int PREFIX_BYTES = 2 * Integer.BYTES;

    private static final int CONTINUATION = 0xffffffff;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(4096);
    private ByteBuffer frame = allocate(4096);

    /** Encodes a stream's first message. */
    ByteBuffer schema(ArrowSchema schema) {
        builder.clear();
        List<ArrowField> fields = schema.fields();
        int[] fieldOffsets = new int[fields.size()];
        for (int i = 0; i < fieldOffsets.length; i++) {
            fieldOffsets[i] = field(fields.get(i));
        }
        int fieldVector = Schema.createFieldsVector(builder, fieldOffsets);
        int[] entries = {
            entry(TraceFormat.VERSION_KEY, Integer.toString(TraceFormat.VERSION)),
            entry(TraceFormat.TABLE_KEY, schema.table())
        };
        int metadata = Schema.createCustomMetadataVector(builder, entries);
        int header = Schema.createSchema(builder, Endianness.Little, fieldVector, metadata, 0);
        return message(MessageHeader.Schema, header, 0);
    }

    /** Encodes the message that precedes the body of a batch. */
    ByteBuffer recordBatch(BatchLayout layout) {
        builder.clear();
        // Vectors of flatbuffers structs are built from the back.
        RecordBatch.startNodesVector(builder, layout.nodes());
        for (int i = layout.nodes() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(builder, layout.rows(), layout.nullCount(i));
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, layout.buffers());
        for (int i = layout.buffers() - 1; i >= 0; i--) {
            Buffer.createBuffer(builder, layout.offset(i), layout.length(i));
        }
        int buffers = builder.endVector();
        int compression = layout.compression() == Compression.ZSTD
                ? BodyCompression.createBodyCompression(builder, CompressionType.ZSTD, BodyCompressionMethod.BUFFER)
                : 0;
        int header = RecordBatch.createRecordBatch(builder, layout.rows(), nodes, buffers, compression, 0);
        return message(MessageHeader.RecordBatch, header, layout.bodyLength());
    }

    /** Encodes the end-of-stream marker. */
    ByteBuffer endOfStream() {
        return frame.clear().putInt(CONTINUATION).putInt(0).flip();
    }

    private int field(ArrowField field) {
        int name = builder.createString(field.name());
        int children = Field.createChildrenVector(builder, new int[0]);
        int type;
        byte typeType;
        if (field.type() == ArrowType.UTF8) {
            Utf8.startUtf8(builder);
            type = Utf8.endUtf8(builder);
            typeType = Type.Utf8;
        } else {
            type = Int.createInt(
                    builder, field.type().width() * Byte.SIZE, field.type().signed());
            typeType = Type.Int;
        }
        return Field.createField(builder, name, field.nullable(), typeType, type, 0, children, 0);
    }

    private int entry(String key, String value) {
        return KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value));
    }

    private ByteBuffer message(byte headerType, int header, long bodyLength) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, headerType, header, bodyLength, 0));
        ByteBuffer metadata = builder.dataBuffer();
        int length = metadata.remaining();
        int total = (PREFIX_BYTES + length + EventChunk.ALIGNMENT - 1) & -EventChunk.ALIGNMENT;
        if (frame.capacity() < total) {
            frame = allocate(total);
        }
        frame.clear().putInt(CONTINUATION).putInt(total - PREFIX_BYTES).put(metadata);
        while (frame.position() < total) {
            frame.put((byte) 0);
        }
        return frame.flip();
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
