package io.vqtrace.bench.cost;

import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.bench.peer.Peer;
import io.vqtrace.bench.peer.PeerKind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One event by each peer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerBenchmark {
    /** {@link PeerKind#label()}. */
    @Param({"nano_time", "jfr", "jfr_disabled", "agrona", "disruptor", "chronicle", "log4j2"})
    public String peer;

    private ScratchDirectory directory;
    private Peer opened;
    private int calls;

    /**
     * Starts the peer.
     *
     * @throws IOException if its files cannot be made
     */
    @Setup
    public void open() throws IOException {
        directory = ScratchDirectory.onDisk();
        opened = PeerKind.of(peer).open(directory.path());
    }

    /** Stops the peer. */
    @TearDown
    public void close() {
        opened.close();
        directory.close();
    }

    /** Records an event. */
    @Benchmark
    public void record() {
        int n = calls++;
        opened.record(n, (long) n << 3, 16, 4096, 4097, 3, 1, 0, n & 255, 4);
    }
}
