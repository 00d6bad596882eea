package io.vqtrace.analyzer.export;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A protobuf message in the making, with memory that is used again. Not thread-safe. */
final class ProtoMessage extends ByteArrayOutputStream {
    private final CodedOutputStream out = CodedOutputStream.newInstance(this, 256);

    /** Writes a varint field. */
    ProtoMessage number(int field, long value) {
        return write(() -> out.writeUInt64(field, value));
    }

    /** Writes a string field. */
    ProtoMessage text(int field, String value) {
        // Unpaired surrogates, which protobuf refuses, become question marks.
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return write(() -> out.writeByteArray(field, utf8));
    }

    /** Writes a message field and empties the message given. */
    ProtoMessage message(int field, ProtoMessage value) {
        return write(() -> {
            value.out.flush();
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(value.count);
            out.write(value.buf, 0, value.count);
            value.reset();
        });
    }

    /** Writes the message as a field of a stream and empties it. */
    void writeTo(CodedOutputStream stream, int field) throws IOException {
        out.flush();
        stream.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        stream.writeUInt32NoTag(count);
        stream.write(buf, 0, count);
        reset();
    }

    private interface Step {
        void run() throws IOException;
    }

    private ProtoMessage write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }
}
