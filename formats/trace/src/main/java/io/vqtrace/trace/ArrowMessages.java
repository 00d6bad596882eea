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
 * multiple of 64 bytes, so that every body in a stream starts at such an offset. Not thread-safe: a batch's message is valid
 * until the next call.
 */
final class ArrowMessages {
    /** Bytes of a message before its metadata, and of the end-of-stream marker: continuation marker and length. */
    static final int PREFIX_BYTES = 2 * Integer.BYTES;

    private static final int CONTINUATION = 0xffffffff;
    /** A number that is put in later; of 0 nothing would be stored. */
    private static final int SOME = 1;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(4096);
    private BatchMessage batch;

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
        return messageOf(layout).of(layout);
    }

    /** Returns the bytes of that message. */
    int recordBatchLength(BatchLayout layout) {
        return messageOf(layout).length();
    }

    private BatchMessage messageOf(BatchLayout layout) {
        if (batch == null || !batch.fits(layout)) {
            batch = new BatchMessage(shapeOf(layout), layout);
        }
        return batch;
    }

    /** Encodes a batch's message without its numbers. */
    private ByteBuffer shapeOf(BatchLayout layout) {
        builder.clear();
        RecordBatch.startNodesVector(builder, layout.nodes());
        for (int i = 0; i < layout.nodes(); i++) {
            FieldNode.createFieldNode(builder, 0, 0);
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, layout.buffers());
        for (int i = 0; i < layout.buffers(); i++) {
            Buffer.createBuffer(builder, 0, 0);
        }
        int buffers = builder.endVector();
        int compression = layout.compression() == Compression.ZSTD
                ? BodyCompression.createBodyCompression(builder, CompressionType.ZSTD, BodyCompressionMethod.BUFFER)
                : 0;
        int header = RecordBatch.createRecordBatch(builder, SOME, nodes, buffers, compression, 0);
        return message(MessageHeader.RecordBatch, header, SOME);
    }

    /** Encodes the end-of-stream marker. */
    ByteBuffer endOfStream() {
        return allocate(PREFIX_BYTES).putInt(CONTINUATION).putInt(0).flip();
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
        ByteBuffer frame = allocate(PREFIX_BYTES + length + EventChunk.ALIGNMENT - 1 & -EventChunk.ALIGNMENT);
        return frame.putInt(CONTINUATION)
                .putInt(frame.capacity() - PREFIX_BYTES)
                .put(metadata)
                .clear();
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
