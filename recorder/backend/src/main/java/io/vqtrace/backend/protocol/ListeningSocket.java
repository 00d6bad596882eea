package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * The server role: front ends connect to a socket, which only its owner can. The socket is bound in a directory that nobody
 * else can enter, restricted, and then moved to its place, so that it is never open to others.
 */
final class ListeningSocket implements FrontEnds {
    private static final int FILE_TYPE = 0xf000;
    private static final int SOCKET = 0xc000;

    private final Path path;
    private final AFUNIXServerSocketChannel server;
    private volatile boolean closed;

    ListeningSocket(Path path) throws IOException {
        this.path = path.toAbsolutePath();
        checkFree(this.path);
        Path directory = Files.createTempDirectory(this.path.getParent(), ".vq");
        Path bound = directory.resolve("s");
        server = AFUNIXServerSocketChannel.open();
        try {
            server.bind(AFUNIXSocketAddress.of(bound));
            Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
            Files.move(bound, this.path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            server.close();
            Files.deleteIfExists(bound);
            throw e;
        } finally {
            Files.delete(directory);
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
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            Files.deleteIfExists(path);
            server.close();
        }
    }
}
