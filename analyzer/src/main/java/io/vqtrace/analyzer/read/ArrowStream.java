package io.vqtrace.analyzer.read;

import com.google.flatbuffers.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;

/**
 * Walks the messages of one Arrow IPC stream, headers only. The file format ({@code .arrow}) is the same stream after
 * an eight byte magic, with a footer that is not needed. Not thread-safe.
 */
final class ArrowStream implements Closeable {
    private static final byte[] FILE_MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int FILE_MAGIC_BYTES = 8;
    private static final int CONTINUATION = -1;
    private static final int MAX_METADATA_BYTES = 16 << 20;

    /** How a stream ended. */
    enum End {
        /** It has not ended yet. */
        NONE,
        /** At its end marker: whole. */
        MARKER,
        /** After a whole message, without the end marker: the writer was killed, or is still writing. */
        UNCLOSED,
        /** Inside a message. */
        CUT,
        /** At bytes that are no message. */
        DAMAGED
    }

    private final ByteSource source;
    private final ByteBuffer prefix = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private ArrowLayout layout;
    private ArrowBatch batch;
    private long next;
    private long batches;
    private End end = End.NONE;
    private String problem;

    /** Takes over the source and reads the schema; {@link #layout()} is null if there is none. */
    ArrowStream(ByteSource source) throws IOException {
        this.source = source;
        next = startPosition();
        if (!advance()) {
            return;
        }
        if (layout == null) {
            end = End.DAMAGED;
            problem = "it does not begin with a schema";
        }
    }

    private long startPosition() throws IOException {
        if (source.size() < FILE_MAGIC_BYTES) {
            return 0;
        }
        ByteBuffer magic = ByteBuffer.allocate(FILE_MAGIC.length);
        source.read(0, magic);
        return ByteBuffer.wrap(FILE_MAGIC).equals(magic.flip()) ? FILE_MAGIC_BYTES : 0;
    }

    /** Returns the columns, or null if the stream ends before its schema does. */
    ArrowLayout layout() {
        return layout;
    }

    ByteSource source() {
        return source;
    }

    /** Advances to the next record batch; returns false at the end, whatever it is like. */
    boolean nextBatch() throws IOException {
        batch = null;
        while (batch == null) {
            if (layout == null || !advance()) {
                return false;
            }
        }
        batches++;
        return true;
    }

    ArrowBatch batch() {
        return batch;
    }

    /** Returns the end of the last whole message in the file. */
    long position() {
        return next;
    }

    /** Returns how many batches were walked. */
    long batches() {
        return batches;
    }

    End end() {
        return end;
    }

    /** Says in words how the stream ended before its end marker, or null if it did not. */
    String endProblem() {
        return switch (end) {
            case NONE, MARKER -> null;
            case UNCLOSED -> source.name() + " was not closed";
            case CUT -> source.name() + " is cut after batch " + batches;
            case DAMAGED -> source.name() + " is damaged after batch " + batches + " (" + problem + ")";
        };
    }

    /** Stops the walk at the current batch, whose rows turned out to be no rows of a trace. */
    void damaged(String why) {
        end = End.DAMAGED;
        problem = why;
        batches--;
    }

    private boolean advance() throws IOException {
        if (end != End.NONE) {
            return false;
        }
        int length = messageLength();
        if (length < 0) {
            return false;
        }
        ByteBuffer metadata = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        source.read(next, metadata);
        try {
            return accept(Message.getRootAsMessage(metadata.flip()), next + length);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ClassCastException e) {
            // What the generated accessors throw on bytes that are no flatbuffer, and our own refusals.
            end = End.DAMAGED;
            problem = e instanceof IllegalArgumentException && e.getMessage() != null
                    ? e.getMessage()
                    : "a message that is no Arrow metadata";
            return false;
        }
    }

    /** Reads the length before a message and steps over it; returns -1 if the stream ends here. */
    private int messageLength() throws IOException {
        long left = source.size() - next;
        if (left < Integer.BYTES) {
            end = left == 0 && layout != null ? End.UNCLOSED : End.CUT;
            return -1;
        }
        prefix.clear().limit((int) Math.min(left, prefix.capacity()));
        source.read(next, prefix);
        int length = prefix.getInt(0);
        next += Integer.BYTES;
        if (length == CONTINUATION) {
            if (prefix.limit() < prefix.capacity()) {
                end = End.CUT;
                return -1;
            }
            length = prefix.getInt(Integer.BYTES);
            next += Integer.BYTES;
        }
        if (length == 0) {
            end = End.MARKER;
            return -1;
        }
        if (length < 0 || length > MAX_METADATA_BYTES) {
            end = End.DAMAGED;
            problem = "a message of " + Integer.toUnsignedString(length) + " bytes";
            return -1;
        }
        if (length > source.size() - next) {
            end = End.CUT;
            return -1;
        }
        return length;
    }

    private boolean accept(Message message, long bodyPosition) {
        long body = message.bodyLength();
        if (body < 0) {
            throw new IllegalArgumentException("a body of negative length");
        }
        if (body > source.size() - bodyPosition) {
            end = End.CUT;
            return false;
        }
        if (message.headerType() == MessageHeader.Schema && layout == null) {
            layout = new ArrowLayout((Schema) present(message.header(new Schema())));
        } else if (message.headerType() == MessageHeader.RecordBatch && layout != null) {
            batch = new ArrowBatch(message, layout, bodyPosition);
        } else if (message.headerType() != MessageHeader.DictionaryBatch) {
            throw new IllegalArgumentException("an unexpected message");
        }
        next = bodyPosition + body;
        return true;
    }

    /** Returns a part of a message that must be there. */
    static Table present(Table part) {
        if (part == null) {
            throw new IllegalArgumentException("a message without its content");
        }
        return part;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
