package io.vqtrace.trace;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;

/**
 * The message of a record batch, to be used again for every batch of its shape: of those only the numbers differ, and
 * stand at the same places. To build each anew would cost a recording's first seconds much compiling. Not thread-safe.
 */
final class BatchMessage {
    // Numbers of fields in the schema, Arrow's Message.fbs.
    private static final int MESSAGE_HEADER = 2;
    private static final int MESSAGE_BODY_LENGTH = 3;
    private static final int BATCH_LENGTH = 0;
    private static final int BATCH_NODES = 1;
    private static final int BATCH_BUFFERS = 2;

    private final ByteBuffer frame;
    private final int nodes;
    private final int buffers;
    private final Compression compression;
    private final int bodyLengthAt;
    private final int rowsAt;
    private final int nodesAt;
    private final int buffersAt;

    /**
     * Finds the places.
     *
     * @param frame a whole message of a batch, whatever its numbers, but that each is stored; kept
     * @param layout a batch of that shape
     */
    BatchMessage(ByteBuffer frame, BatchLayout layout) {
        this.frame = frame;
        nodes = layout.nodes();
        buffers = layout.buffers();
        compression = layout.compression();
        Fields message = Fields.ofRoot(frame, ArrowMessages.PREFIX_BYTES);
        Fields recordBatch = message.table(MESSAGE_HEADER);
        bodyLengthAt = message.at(MESSAGE_BODY_LENGTH);
        rowsAt = recordBatch.at(BATCH_LENGTH);
        nodesAt = recordBatch.vector(BATCH_NODES);
        buffersAt = recordBatch.vector(BATCH_BUFFERS);
    }

    /** Tells whether a batch differs in numbers only. */
    boolean fits(BatchLayout layout) {
        return layout.nodes() == nodes && layout.buffers() == buffers && layout.compression() == compression;
    }

    /** Returns the message's bytes, the same for every batch that fits. */
    int length() {
        return frame.capacity();
    }

    /** Returns the message of a batch that fits; valid until the next call. */
    ByteBuffer of(BatchLayout layout) {
        frame.putLong(bodyLengthAt, layout.bodyLength());
        frame.putLong(rowsAt, layout.rows());
        for (int i = 0; i < nodes; i++) {
            putPair(nodesAt, i, layout.rows(), layout.nullCount(i));
        }
        for (int i = 0; i < buffers; i++) {
            putPair(buffersAt, i, layout.offset(i), layout.length(i));
        }
        return frame.clear();
    }

    /** Both FieldNode and Buffer are structs of two 64-bit numbers. */
    private void putPair(int vectorAt, int i, long first, long second) {
        int at = vectorAt + i * 2 * Long.BYTES;
        frame.putLong(at, first);
        frame.putLong(at + Long.BYTES, second);
    }

    /** A flatbuffers table that tells where its fields are. */
    private static final class Fields extends Table {
        private static final int FIRST_SLOT = 4;

        private Fields(ByteBuffer buffer, int at) {
            __reset(at, buffer);
        }

        static Fields ofRoot(ByteBuffer buffer, int at) {
            return new Fields(buffer, at + buffer.getInt(at));
        }

        private int offset(int field) {
            return __offset(FIRST_SLOT + field * Short.BYTES);
        }

        int at(int field) {
            return bb_pos + offset(field);
        }

        Fields table(int field) {
            return new Fields(bb, __indirect(at(field)));
        }

        int vector(int field) {
            return __vector(offset(field));
        }
    }
}
