package io.vqtrace.imports.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;

/**
 * The bytes of an input as they are stored, with a look at the first ones. Read errors come out as {@link
 * RawReadException}, so that a decompressor's complaints can be told from them. Not thread-safe.
 */
final class RawInput extends InputStream {
    private static final int HEAD = 4;

    /** The input itself could not be read. */
    static final class RawReadException extends IOException {
        private static final long serialVersionUID = 1L;

        RawReadException(IOException cause) {
            super(cause);
        }
    }

    private final ReadableByteChannel channel;
    private final byte[] head = new byte[HEAD];
    private int headLength;
    private int headUsed;
    private boolean ended;
    private final LongConsumer consumed;

    RawInput(ReadableByteChannel channel, LongConsumer consumed) throws IOException {
        this.channel = channel;
        this.consumed = consumed;
        while (headLength < HEAD && !ended) {
            headLength += Math.max(0, readChannel(head, headLength, HEAD - headLength));
        }
    }

    RawInput(InputStream stream, LongConsumer consumed) throws IOException {
        this(Channels.newChannel(stream), consumed);
    }

    /** Tells whether the input starts so. */
    boolean startsWith(int... magic) {
        if (headLength < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private int readChannel(byte[] to, int offset, int length) throws IOException {
        try {
            int count = channel.read(ByteBuffer.wrap(to, offset, length));
            ended = count < 0;
            return count;
        } catch (IOException e) {
            throw new RawReadException(e);
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count;
        if (headUsed < headLength) {
            count = Math.min(length, headLength - headUsed);
            System.arraycopy(head, headUsed, to, offset, count);
            headUsed += count;
        } else {
            count = ended ? -1 : readChannel(to, offset, length);
        }
        if (count > 0) {
            consumed.accept(count);
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Says that there may be more until the end is reached: GZIPInputStream looks for a further member only then. */
    @Override
    public int available() {
        return ended && headUsed == headLength ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
