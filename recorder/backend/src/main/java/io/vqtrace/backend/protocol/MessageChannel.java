package io.vqtrace.backend.protocol;

import com.sun.jna.Native;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * The connection to a front end: whole messages in, whole replies out. One thread; {@link #shutdown} from any.
 *
 * <p>Received descriptors are taken by {@code recvmsg(2)} itself: a message may carry 253, of which junixsocket takes 60 and
 * loses hold of them if there are more.
 */
final class MessageChannel implements AutoCloseable {
    /** SCM_MAX_FD of Linux. */
    private static final int MAX_DESCRIPTORS = 253;

    private static final int CONTROL_HEADER_BYTES = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    // struct msghdr, struct iovec, control data, the message.
    private static final int IOVEC = 56;
    private static final int CONTROL = 72;
    private static final int CONTROL_BYTES = CONTROL_HEADER_BYTES + MAX_DESCRIPTORS * Integer.BYTES + 4;
    private static final int DATA = CONTROL + CONTROL_BYTES;
    private static final int BYTES = DATA + Message.HEADER_BYTES + Message.MAX_PAYLOAD_BYTES;

    private final ByteBuffer memory = Libc.memory(BYTES);
    private final long address = Libc.address(memory);
    private final ByteBuffer reply = Libc.memory(Message.HEADER_BYTES + Message.MAX_PAYLOAD_BYTES);
    private final AFUNIXSocketChannel socket;
    private final int descriptor;

    MessageChannel(AFUNIXSocketChannel socket) throws IOException {
        this.socket = socket;
        descriptor = FileDescriptorCast.using(socket.getFileDescriptor()).as(Integer.class);
    }

    int descriptor() {
        return descriptor;
    }

    /**
     * Waits for the next message, whose payload is valid until the next call.
     *
     * @return null if the front end went away between two messages
     * @throws EOFException if it went away within one
     * @throws ProtocolException if no message starts here: nothing more can be read from the connection
     */
    Message receive() throws IOException, ProtocolException {
        Descriptors descriptors = new Descriptors();
        try {
            if (!fill(0, Message.HEADER_BYTES, descriptors)) {
                return null;
            }
            int code = memory.getInt(DATA);
            int flags = memory.getInt(DATA + 4);
            int size = memory.getInt(DATA + 8);
            if ((flags & Message.VERSION_MASK) != Message.VERSION || (flags & Message.REPLY) != 0) {
                throw Refusal.of("a message with flags 0x" + Integer.toHexString(flags) + " is no request");
            }
            if (size < 0 || size > Message.MAX_PAYLOAD_BYTES) {
                throw Refusal.of("request " + Integer.toUnsignedString(code) + " claims a payload of "
                        + Integer.toUnsignedString(size) + " bytes");
            }
            if (size > 0 && !fill(Message.HEADER_BYTES, size, descriptors)) {
                throw new EOFException("the connection was cut within a message");
            }
            ByteBuffer payload = memory.slice(DATA + Message.HEADER_BYTES, size).order(ByteOrder.nativeOrder());
            return new Message(code, flags, payload, descriptors);
        } catch (IOException | ProtocolException | RuntimeException e) {
            descriptors.close();
            throw e;
        }
    }

    /** Reads so many bytes of the message. False if the connection ended before the first. */
    private boolean fill(int from, int bytes, Descriptors descriptors) throws IOException {
        for (int done = 0; done < bytes; ) {
            int count = receive(DATA + from + done, bytes - done, descriptors);
            if (count == 0) {
                if (done == 0) {
                    return false;
                }
                throw new EOFException("the connection was cut within a message");
            }
            done += count;
        }
        return true;
    }

    private int receive(int at, int bytes, Descriptors descriptors) throws IOException {
        memory.putLong(0, 0).putLong(8, 0).putLong(16, address + IOVEC).putLong(24, 1);
        memory.putLong(32, address + CONTROL).putLong(40, CONTROL_BYTES).putLong(48, 0);
        memory.putLong(IOVEC, address + at).putLong(IOVEC + 8, bytes);
        long count;
        do {
            count = Libc.recvmsg(descriptor, address, Libc.MSG_CMSG_CLOEXEC);
        } while (count < 0 && Native.getLastError() == Libc.EINTR);
        if (count < 0) {
            throw Libc.failure("receiving from the front end");
        }
        collect((int) memory.getLong(40), descriptors);
        return (int) count;
    }

    private void collect(int controlBytes, Descriptors descriptors) {
        int end = CONTROL + controlBytes;
        for (int at = CONTROL; at + CONTROL_HEADER_BYTES <= end; ) {
            int length = (int) memory.getLong(at);
            if (memory.getInt(at + 8) == SOL_SOCKET && memory.getInt(at + 12) == SCM_RIGHTS) {
                for (int i = at + CONTROL_HEADER_BYTES; i + Integer.BYTES <= at + length; i += Integer.BYTES) {
                    descriptors.add(memory.getInt(i));
                }
            }
            at += Math.max(CONTROL_HEADER_BYTES, length + 7 & -8);
        }
    }

    /**
     * Answers a request.
     *
     * @param code the request's number
     * @param payload from position to limit
     * @param passed a descriptor to go with it, or null
     */
    void reply(int code, ByteBuffer payload, FileDescriptor passed) throws IOException {
        reply.clear();
        reply.putInt(code).putInt(Message.VERSION | Message.REPLY).putInt(payload.remaining());
        reply.put(payload).flip();
        if (passed != null) {
            socket.setOutboundFileDescriptors(passed);
        }
        while (reply.hasRemaining()) {
            socket.write(reply);
        }
    }

    /** Ends the connection: a thread in {@link #receive} comes back. Harmless afterwards. */
    synchronized void shutdown() {
        if (socket.isOpen()) {
            Libc.shutdown(descriptor, Libc.SHUT_RDWR);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        socket.close();
    }
}
