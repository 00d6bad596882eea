package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * The server role: front ends connect to a socket, which only its owner can. Linux gives the file of a socket the mode that
 * the unbound socket has, so that it is never open to others; junixsocket would open it to everybody.
 */
final class ListeningSocket implements FrontEnds {
    private static final int FILE_TYPE = 0xf000;
    private static final int SOCKET = 0xc000;
    private static final int OWNER_ONLY = 0600;

    /** Of {@code struct sockaddr_un}, with the 0 at the end. */
    private static final int PATH_BYTES = 108;

    private static final int BACKLOG = 8;

    private final Path path;
    private final int descriptor;
    private final AFUNIXServerSocketChannel server;
    private volatile boolean closed;

    ListeningSocket(Path path) throws IOException {
        this.path = path.toAbsolutePath();
        checkFree(this.path);
        Files.deleteIfExists(this.path);
        descriptor = Libc.socket(Libc.AF_UNIX, Libc.SOCK_STREAM | Libc.SOCK_CLOEXEC, 0);
        try {
            listen(descriptor, this.path);
            server = FileDescriptorCast.unsafeUsing(descriptor).as(AFUNIXServerSocketChannel.class);
        } catch (IOException e) {
            Libc.close(descriptor);
            throw e;
        }
    }

    private static void listen(int descriptor, Path path) throws IOException {
        ByteBuffer address = Libc.memory(Short.BYTES + PATH_BYTES);
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length >= PATH_BYTES) {
            throw new IOException("the path of a socket has at most " + (PATH_BYTES - 1) + " bytes: " + path);
        }
        address.putShort((short) Libc.AF_UNIX).put(name);
        if (Libc.fchmod(descriptor, OWNER_ONLY) != 0
                || Libc.bind(descriptor, Libc.address(address), address.capacity()) != 0
                || Libc.listen(descriptor, BACKLOG) != 0) {
            throw Libc.failure("listening at " + path);
        }
    }

    /** A socket that nobody listens to is left over and replaced; anything else is not ours to replace. */
    private static void checkFree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != SOCKET) {
            throw new IOException(path + " exists and is no socket");
        }
        boolean listening = true;
        try (AFUNIXSocketChannel probe = AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(path))) {
            listening = probe.isConnected();
        } catch (IOException e) {
            listening = false;
        }
        if (listening) {
            throw new IOException("another process listens at " + path);
        }
    }

    @Override
    public AFUNIXSocketChannel next() throws IOException {
        try {
            return closed ? null : server.accept();
        } catch (AsynchronousCloseException e) {
            return null;
        } catch (IOException e) {
            if (closed) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            Files.deleteIfExists(path);
            server.close();
        }
    }
}
