package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * Offers a device to vhost-user front ends, one at a time; when one goes, the next may come, or the same again.
 *
 * <p>One thread calls {@link #run}; any thread may close.
 */
public final class VhostUserService implements AutoCloseable {
    private final FrontEnds frontEnds;
    private final DeviceHost host;
    private final SessionListener listener;
    private final CountDownLatch ended = new CountDownLatch(1);
    private MessageChannel channel;
    private Thread runner;
    private boolean closed;

    private VhostUserService(FrontEnds frontEnds, DeviceHost host, SessionListener listener) {
        this.frontEnds = frontEnds;
        this.host = host;
        this.listener = listener;
    }

    /**
     * Listens at a socket that front ends connect to (QEMU's {@code -chardev socket} without {@code server}). The socket is
     * the owner's alone (mode 0600), and is removed at the end.
     *
     * @param path of the socket; one that is left over is replaced
     * @param host the device
     * @param listener is told of connections and refusals
     * @return the service, to be run
     * @throws IOException if the path is taken or cannot be used
     */
    public static VhostUserService listen(Path path, DeviceHost host, SessionListener listener) throws IOException {
        return new VhostUserService(new ListeningSocket(path), host, listener);
    }

    /**
     * Connects to a socket at which a front end listens ({@code -chardev socket,server=on}), as often as the connection ends
     * or there is none, with growing pauses from 50 ms to 5 s.
     *
     * @param path of the socket, which need not exist yet
     * @param host the device
     * @param listener is told of connections and refusals
     * @return the service, to be run
     */
    public static VhostUserService connect(Path path, DeviceHost host, SessionListener listener) {
        return new VhostUserService(new ConnectingSocket(path), host, listener);
    }

    /**
     * Serves front ends until {@link #close}. Once.
     *
     * @throws IOException if no front end can come any more
     */
    public void run() throws IOException {
        synchronized (this) {
            runner = Thread.currentThread();
        }
        try {
            for (AFUNIXSocketChannel socket = frontEnds.next(); socket != null; socket = frontEnds.next()) {
                MessageChannel next = new MessageChannel(socket);
                if (begin(next)) {
                    new Session(next, frontEnds.descriptor(), host, listener).run();
                } else {
                    next.close();
                }
            }
        } finally {
            ended.countDown();
        }
    }

    private synchronized boolean begin(MessageChannel next) {
        channel = next;
        return !closed;
    }

    /** Ends the connection and stops listening; returns when the queues have stopped, if another thread runs the service. */
    @Override
    public void close() throws IOException {
        boolean wait;
        synchronized (this) {
            closed = true;
            if (channel != null) {
                channel.shutdown();
            }
            wait = runner != null && runner != Thread.currentThread();
        }
        frontEnds.close();
        if (wait) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
