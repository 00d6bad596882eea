package io.vqtrace.testkit;

import io.vqtrace.trace.Operation;
import java.time.Duration;

/** How long the device works on a request. Implementations are without state and allocate nothing. */
@FunctionalInterface
public interface ServiceTime {
    /**
     * Draws the time of one request.
     *
     * @param random the queue's sequence of random numbers: the k-th request of a queue gets the same ones in every run
     * @param operation what the request asks for: {@link Operation#code()}
     * @param bytes its payload
     * @return nanoseconds, from 0
     */
    long sample(RandomStream random, int operation, long bytes);

    /**
     * Every request takes the same time.
     *
     * @param time from 0
     * @return the model
     */
    static ServiceTime constant(Duration time) {
        long nanos = time.toNanos();
        return (random, operation, bytes) -> nanos;
    }

    /**
     * Exponentially distributed, as of a server without memory.
     *
     * @param mean the mean
     * @return the model
     */
    static ServiceTime exponential(Duration mean) {
        double nanos = mean.toNanos();
        return (random, operation, bytes) -> (long) random.exponential(nanos);
    }

    /**
     * Log-normally distributed: most requests near the median, some much slower.
     *
     * @param median the median
     * @param sigma standard deviation of the logarithm: 0.5 is moderate, 1 has a long tail
     * @return the model
     */
    static ServiceTime lognormal(Duration median, double sigma) {
        double nanos = median.toNanos();
        return (random, operation, bytes) -> (long) (nanos * Math.exp(sigma * random.gaussian()));
    }

    /**
     * Two kinds of requests, as with a cache that hits or misses.
     *
     * @param usual time of most
     * @param slow time of the others
     * @param slowRatio share of the others, 0 to 1
     * @return the model
     */
    static ServiceTime bimodal(Duration usual, Duration slow, double slowRatio) {
        long usualNanos = usual.toNanos();
        long slowNanos = slow.toNanos();
        return (random, operation, bytes) -> random.nextDouble() < slowRatio ? slowNanos : usualNanos;
    }

    /**
     * A model for each operation.
     *
     * @param read for reads
     * @param write for writes
     * @param flush for flushes
     * @return the model; operations other than these three take the time of a read
     */
    static ServiceTime perOperation(ServiceTime read, ServiceTime write, ServiceTime flush) {
        return (random, operation, bytes) -> {
            ServiceTime model =
                    operation == Operation.WRITE.code() ? write : operation == Operation.FLUSH.code() ? flush : read;
            return model.sample(random, operation, bytes);
        };
    }
}
