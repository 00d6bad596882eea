package io.vqtrace.bench.cost;

import io.vqtrace.recorder.QueueProbe;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@code pop} and {@code used} by themselves: as many in a row as a queue has heads, so that JMH's own clock costs nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    static final int HEADS = 256;

    private static void popAll(QueueProbe probe) {
        for (int head = 0; head < HEADS; head++) {
            probe.pop(head, 3, 16, 4097, 1, (long) head << 3);
        }
    }

    private static void useAll(QueueProbe probe) {
        for (int head = 0; head < HEADS; head++) {
            probe.used(head, 4097, 0);
        }
    }

    /** A queue without a request in flight before each invocation. */
    @State(Scope.Thread)
    public static class EmptyQueue {
        private QueueProbe probe;

        /**
         * Takes a queue.
         *
         * @param recording the recorder
         * @param losses the counters
         */
        @Setup
        public void open(Recording recording, Losses losses) {
            probe = recording.queue(0, HEADS);
        }

        /** Returns what an invocation took. */
        @TearDown(Level.Invocation)
        public void empty() {
            useAll(probe);
        }
    }

    /** A queue with all its heads in flight before each invocation. */
    @State(Scope.Thread)
    public static class FullQueue {
        private QueueProbe probe;

        /**
         * Takes a queue.
         *
         * @param recording the recorder
         * @param losses the counters
         */
        @Setup
        public void open(Recording recording, Losses losses) {
            probe = recording.queue(0, HEADS);
        }

        /** Takes what an invocation returns. */
        @Setup(Level.Invocation)
        public void fill() {
            popAll(probe);
        }
    }

    /**
     * Takes requests.
     *
     * @param queue the queue
     */
    @Benchmark
    @OperationsPerInvocation(HEADS)
    public void pop(EmptyQueue queue) {
        popAll(queue.probe);
    }

    /**
     * Returns requests.
     *
     * @param queue the queue
     */
    @Benchmark
    @OperationsPerInvocation(HEADS)
    public void used(FullQueue queue) {
        useAll(queue.probe);
    }
}
