package io.vqtrace.backend.device.block;

import com.sun.jna.LastErrorException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * One thread's way into the image. Gathering moves a descriptor's position, so that each thread has one of its own. A thread
 * that uses it must not be interrupted: that would close it.
 */
final class ImageLane implements Closeable {
    private static final int BOUNCE_BYTES = 1 << 20;

    private final FileChannel channel;
    private final int descriptor;
    private final int alignment;
    private ByteBuffer bounce;
    private boolean interrupted;

    /**
     * Takes a descriptor over.
     *
     * @param descriptor number of any descriptor of the same file
     * @param alignment of positions, lengths and memory in transfers, a power of two
     */
    ImageLane(FileChannel channel, int descriptor, int alignment) {
        this.channel = channel;
        this.descriptor = descriptor;
        this.alignment = alignment;
    }

    /** Reads as many bytes as the vector has. */
    void read(IoVector vector, long position) throws IOException {
        if (vector.aligned(alignment)) {
            channel.position(position);
            for (long done = 0; done < vector.bytes(); ) {
                done += present(channel.read(vector.parts(), 0, vector.count()));
            }
            return;
        }
        long at = position;
        ByteBuffer buffer = bounce().limit(0);
        for (int i = 0; i < vector.count(); i++) {
            ByteBuffer part = vector.parts()[i];
            while (part.hasRemaining()) {
                if (!buffer.hasRemaining()) {
                    buffer.clear().limit((int) Math.min(BOUNCE_BYTES, position + vector.bytes() - at));
                    readFully(buffer, at);
                    at += buffer.flip().remaining();
                }
                move(buffer, part);
            }
        }
    }

    /** Writes all bytes of the vector. */
    void write(IoVector vector, long position) throws IOException {
        if (vector.aligned(alignment)) {
            channel.position(position);
            for (long done = 0; done < vector.bytes(); ) {
                done += channel.write(vector.parts(), 0, vector.count());
            }
            return;
        }
        long at = position;
        ByteBuffer buffer = bounce().clear();
        for (int i = 0; i < vector.count(); i++) {
            ByteBuffer part = vector.parts()[i];
            while (part.hasRemaining()) {
                move(part, buffer);
                if (!buffer.hasRemaining()) {
                    at = writeFully(buffer.flip(), at);
                    buffer.clear();
                }
            }
        }
        writeFully(buffer.flip(), at);
    }

    /** Makes a range read as zeros: gives its space back if that is allowed, writes zeros if nothing else works. */
    void zero(long position, long length, boolean mayUnmap) throws IOException {
        try {
            if (mayUnmap && FileSpace.punchHole(descriptor, position, length)
                    || FileSpace.zeroRange(descriptor, position, length)) {
                return;
            }
        } catch (LastErrorException e) {
            throw new IOException("zeroing " + length + " bytes: " + e.getMessage(), e);
        }
        ByteBuffer zeros = bounce().clear();
        while (zeros.hasRemaining()) {
            zeros.put((byte) 0);
        }
        for (long done = 0; done < length; done += zeros.limit()) {
            zeros.position(0).limit((int) Math.min(BOUNCE_BYTES, length - done));
            writeFully(zeros, position + done);
        }
    }

    /** Gives a range's space back; does nothing where the file cannot have holes, as a discard may (section 5.2.6). */
    void discard(long position, long length) throws IOException {
        try {
            FileSpace.punchHole(descriptor, position, length);
        } catch (LastErrorException e) {
            throw new IOException("discarding " + length + " bytes: " + e.getMessage(), e);
        }
    }

    /** Brings everything written so far, by any lane, to the medium. */
    void flush() throws IOException {
        channel.force(false);
    }

    /**
     * The loss of guest memory came over the thread, perhaps in the middle of a transfer: the channel then believes for ever
     * that one is under way, and its close would wait for that. It is left to be collected.
     */
    void interrupted() {
        interrupted = true;
    }

    @Override
    public void close() throws IOException {
        if (!interrupted) {
            channel.close();
        }
    }

    private ByteBuffer bounce() {
        if (bounce == null) {
            bounce = ByteBuffer.allocateDirect(BOUNCE_BYTES + alignment)
                    .alignedSlice(alignment)
                    .limit(BOUNCE_BYTES)
                    .slice();
        }
        return bounce;
    }

    private void readFully(ByteBuffer buffer, long position) throws IOException {
        for (long at = position; buffer.hasRemaining(); ) {
            at += present(channel.read(buffer, at));
        }
    }

    private long writeFully(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        return at;
    }

    private static long present(long read) throws IOException {
        if (read < 0) {
            throw new EOFException("the image has become shorter");
        }
        return read;
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), length);
        to.position(to.position() + length);
        from.position(from.position() + length);
    }
}
