package io.vqtrace.bench.pause;

/** One call whose time is taken. An abstract class for the reason that {@code Peer} gives. */
abstract class Call implements AutoCloseable {
    /**
     * Makes the call.
     *
     * @param n number of the call
     */
    abstract void make(int n);

    @Override
    public abstract void close();
}
