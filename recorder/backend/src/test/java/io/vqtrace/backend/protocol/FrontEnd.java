package io.vqtrace.backend.protocol;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** The other side of the protocol, as QEMU and DPDK speak it; and as they never would. */
final class FrontEnd implements AutoCloseable {
    static final long ALL_PROTOCOL_FEATURES = 1 | 1 << 3 | 1 << 9 | 1 << 12 | 1 << 13 | 1 << 15 | 1 << 16;

    private static final int VERSION = 1;
    private static final int NEED_REPLY = 1 << 3;
    private static final int REPLY_FLAGS = 5;

    private final AFUNIXSocketChannel socket;

    private FrontEnd(AFUNIXSocketChannel socket) throws IOException {
        this.socket = socket;
        socket.setAncillaryReceiveBufferSize(256);
    }

    static FrontEnd connect(Path path) throws IOException {
        return new FrontEnd(AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(path)));
    }

    static FrontEnd accept(AFUNIXServerSocketChannel server) throws IOException {
        return new FrontEnd(server.accept());
    }

    static ByteBuffer payload(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    static ByteBuffer u64(long value) {
        return payload(Long.BYTES).putLong(0, value);
    }

    /** A vring state description. */
    static ByteBuffer state(int index, int number) {
        return payload(Long.BYTES).putInt(0, index).putInt(Integer.BYTES, number);
    }

    static ByteBuffer region(long guest, long size, long user, long offset) {
        return payload(32)
                .putLong(guest)
                .putLong(size)
                .putLong(user)
                .putLong(offset)
                .flip();
    }

    static ByteBuffer none() {
        return payload(0);
    }

    /** Sends a request that nothing is said to. */
    void send(Request request, ByteBuffer payload, FileDescriptor... descriptors) throws IOException {
        send(request.code(), VERSION, payload, descriptors);
    }

    /** Sends any message. */
    void send(int code, int flags, ByteBuffer payload, FileDescriptor... descriptors) throws IOException {
        ByteBuffer message = ByteBuffer.allocateDirect(12 + payload.remaining()).order(ByteOrder.nativeOrder());
        message.putInt(code)
                .putInt(flags)
                .putInt(payload.remaining())
                .put(payload)
                .flip();
        write(message, descriptors);
    }

    /** Sends anything. */
    void write(ByteBuffer bytes, FileDescriptor... descriptors) throws IOException {
        socket.setOutboundFileDescriptors(descriptors);
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** Sends a request and waits for the answer of its own that it has. */
    ByteBuffer get(Request request, ByteBuffer payload) throws IOException {
        send(request, payload);
        return answer(request.code());
    }

    /** Sends a request and waits to be told whether it was carried out. */
    boolean asked(Request request, ByteBuffer payload, FileDescriptor... descriptors) throws IOException {
        return asked(request.code(), payload, descriptors);
    }

    boolean asked(int code, ByteBuffer payload, FileDescriptor... descriptors) throws IOException {
        send(code, VERSION | NEED_REPLY, payload, descriptors);
        ByteBuffer answer = answer(code);
        if (answer.remaining() != Long.BYTES) {
            throw new IOException("an acknowledgement of " + answer.remaining() + " bytes");
        }
        return answer.getLong(0) == 0;
    }

    /**
     * Reads an answer.
     *
     * @throws EOFException if the back end closed the connection
     */
    ByteBuffer answer(int code) throws IOException {
        ByteBuffer header = read(12);
        if (header.getInt(0) != code || header.getInt(4) != REPLY_FLAGS) {
            throw new IOException(
                    "answer to " + header.getInt(0) + " with flags " + header.getInt(4) + ", not to " + code);
        }
        return read(header.getInt(8));
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                throw new EOFException("closed after " + buffer.position() + " bytes of " + bytes);
            }
        }
        return buffer.flip();
    }

    /** Descriptors that came with answers. */
    FileDescriptor[] received() throws IOException {
        return socket.getReceivedFileDescriptors();
    }

    /** As every front end begins. */
    void negotiate(long features) throws IOException {
        get(Request.GET_FEATURES, none());
        long offered = get(Request.GET_PROTOCOL_FEATURES, none()).getLong();
        send(Request.SET_PROTOCOL_FEATURES, u64(offered & ALL_PROTOCOL_FEATURES));
        send(Request.SET_OWNER, none());
        send(Request.SET_FEATURES, u64(features | ProtocolFeature.FEATURE_BIT));
    }

    boolean memory(long guest, long size, long user, long offset, FileDescriptor file) throws IOException {
        ByteBuffer table = payload(40)
                .putInt(1)
                .putInt(0)
                .put(region(guest, size, user, offset))
                .flip();
        return asked(Request.SET_MEM_TABLE, table, file);
    }

    /** Tells of a ring whose areas lie one after the other. */
    boolean ring(int queue, int size, long descriptors, long available, long used, int base) throws IOException {
        ByteBuffer addresses = payload(40)
                .putInt(queue)
                .putInt(0)
                .putLong(descriptors)
                .putLong(used)
                .putLong(available);
        return asked(Request.SET_VRING_NUM, state(queue, size))
                && asked(Request.SET_VRING_BASE, state(queue, base))
                && asked(Request.SET_VRING_ADDR, addresses.putLong(0).flip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
