package io.vqtrace.bench.cost;

import io.vqtrace.recorder.QueueProbe;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Calls of an enabled probe. At level {@code requests} a {@code used} writes the request's row and a {@code pop} only its
 * head's entry; at level {@code full} each call writes a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProbeBenchmark {
    /** Requests in flight, and chains of a burst. */
    static final int DEPTH = 32;

    private static final int HEADS = 256;

    private final int[][] heads = new int[HEADS / DEPTH][DEPTH];
    private final int[] descriptors = new int[DEPTH];
    private final int[] outBytes = new int[DEPTH];
    private final int[] inBytes = new int[DEPTH];
    private QueueProbe probe;
    private int calls;

    /**
     * Takes the thread's own queue.
     *
     * @param recording the recorder
     * @param thread which thread this is
     * @param losses the counters
     */
    @Setup
    public void open(Recording recording, ThreadParams thread, Losses losses) {
        probe = recording.queue(thread.getThreadIndex(), HEADS);
        for (int head = 0; head < HEADS; head++) {
            heads[head / DEPTH][head % DEPTH] = head;
        }
        for (int i = 0; i < DEPTH; i++) {
            descriptors[i] = 3;
            outBytes[i] = 16;
            inBytes[i] = 4097;
            probe.pop(i, 3, 16, 4097, 1, i);
        }
    }

    /** A request taken and one returned, with as many in flight as {@link #DEPTH}: two events. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void popUsed() {
        int n = calls++;
        probe.pop(n + DEPTH & HEADS - 1, 3, 16, 4097, 1, (long) n << 3);
        probe.used(n & HEADS - 1, 4097, 0);
    }

    /** A burst taken and one returned: {@code 2 × DEPTH} events. */
    @Benchmark
    @OperationsPerInvocation(2 * DEPTH)
    public void bursts() {
        int n = calls++;
        probe.popBurst(DEPTH, heads[n + 1 & HEADS / DEPTH - 1], descriptors, outBytes, inBytes);
        probe.usedBurst(DEPTH, heads[n & HEADS / DEPTH - 1], inBytes);
    }
}
