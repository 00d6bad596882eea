package io.vqtrace.bench.peer;

/** A thread that takes events until it is closed and sums their fields, so that reading them is not removed. */
abstract class Consumer implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;
    private volatile long result;
    private long sum;

    Consumer(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Takes what is there, or waits a little; called in a loop. */
    abstract void take();

    final void add(long value) {
        sum += value;
    }

    final void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            take();
        }
        result = sum;
    }

    @Override
    public final void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (result == 0) {
            throw new IllegalStateException(thread.getName() + " saw no event");
        }
    }
}
