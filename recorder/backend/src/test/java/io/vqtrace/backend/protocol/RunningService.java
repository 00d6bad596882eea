package io.vqtrace.backend.protocol;

import io.vqtrace.backend.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A service on a thread of its own, and what it told its listener. */
final class RunningService implements AutoCloseable, SessionListener {
    final List<String> refusals = new CopyOnWriteArrayList<>();
    private final Semaphore connections = new Semaphore(0);
    private final Semaphore waiting = new Semaphore(0);
    private final Semaphore ends = new Semaphore(0);
    private volatile String reason;
    private final VhostUserService service;
    private final Thread thread;

    private RunningService(Path path, DeviceHost host, boolean server) throws IOException {
        service = server ? VhostUserService.listen(path, host, this) : VhostUserService.connect(path, host, this);
        thread = new Thread(this::serve, "service of a test");
        thread.start();
    }

    static RunningService listen(Path path, DeviceHost host) throws IOException {
        return new RunningService(path, host, true);
    }

    static RunningService connect(Path path, DeviceHost host) throws IOException {
        return new RunningService(path, host, false);
    }

    private void serve() {
        try {
            service.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void connected() {
        connections.release();
    }

    @Override
    public void anotherWaits() {
        waiting.release();
    }

    @Override
    public void refused(ProtocolException refusal) {
        refusals.add(refusal.getMessage());
    }

    @Override
    public void disconnected(String why) {
        reason = why;
        ends.release();
    }

    /** Waits until it is told that another front end waits. */
    void awaitAnother() throws InterruptedException {
        if (!waiting.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody was told of the other front end");
        }
    }

    /** Returns how many more were told of. */
    int othersWaiting() {
        return waiting.availablePermits();
    }

    /** Waits for the end of the next connection that has not been waited for. */
    String awaitEnd() throws InterruptedException {
        if (!ends.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the connection did not end; refused: " + refusals);
        }
        return reason;
    }

    @Override
    public void close() throws IOException {
        service.close();
        try {
            thread.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the service did not end");
        }
    }
}
