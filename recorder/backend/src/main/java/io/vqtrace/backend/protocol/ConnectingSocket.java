package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * The client role: the front end listens, this side connects, and again when the connection ends. It waits between attempts,
 * longer each time, until one has held for a while.
 */
final class ConnectingSocket implements FrontEnds {
    private static final long FIRST_WAIT = Duration.ofMillis(50).toMillis();
    private static final long LONGEST_WAIT = Duration.ofSeconds(5).toMillis();
    private static final long STEADY = Duration.ofSeconds(2).toNanos();

    private final Path path;
    private boolean closed;
    private long wait;
    private long connected;

    ConnectingSocket(Path path) {
        this.path = path.toAbsolutePath();
    }

    @Override
    public synchronized AFUNIXSocketChannel next() throws IOException {
        if (wait > 0 && System.nanoTime() - connected > STEADY) {
            wait = 0;
        }
        AFUNIXSocketAddress address = AFUNIXSocketAddress.of(path);
        while (pause()) {
            try {
                AFUNIXSocketChannel socket = AFUNIXSocketChannel.open(address);
                connected = System.nanoTime();
                return socket;
            } catch (IOException e) {
                // Nobody there yet: that is what the next attempt is for.
                connected = System.nanoTime();
            }
        }
        return null;
    }

    /** Waits before all attempts but the first; false once closed. */
    private boolean pause() throws IOException {
        long until = System.nanoTime() + Duration.ofMillis(wait).toNanos();
        for (long left = wait;
                left > 0 && !closed;
                left = Duration.ofNanos(until - System.nanoTime()).toMillis()) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + path, e);
            }
        }
        wait = Math.min(Math.max(FIRST_WAIT, 2 * wait), LONGEST_WAIT);
        return !closed;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
