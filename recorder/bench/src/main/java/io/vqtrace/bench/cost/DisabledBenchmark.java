package io.vqtrace.bench.cost;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.virtio.DeviceType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A probe of a disabled recorder, beside a loop that does nothing but count. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DisabledBenchmark {
    /** The probe of a process that records nothing. */
    @State(Scope.Thread)
    public static class Alone {
        private final QueueProbe probe =
                VirtioRecorder.disabled().device("blk0", DeviceType.BLK).queue(0, ProbeBenchmark.DEPTH);
        private int calls;
    }

    /** The probe of a process in which another recorder records, so that both kinds of probe are loaded. */
    @State(Scope.Thread)
    public static class BesideEnabled extends Alone {
        private QueueProbe enabled;

        /**
         * Uses a recording probe.
         *
         * @param recording the recorder
         */
        @Setup
        public void open(Recording recording) {
            enabled = recording.queue(0, ProbeBenchmark.DEPTH);
            enabled.kick();
        }
    }

    /**
     * The empty loop.
     *
     * @param state a counter
     */
    @Benchmark
    public void emptyLoop(Alone state) {
        state.calls++;
    }

    /**
     * One disabled call.
     *
     * @param state a counter and the probe
     */
    @Benchmark
    public void disabled(Alone state) {
        state.probe.used(state.calls++, 4097, 0);
    }

    /**
     * One disabled call while another recorder is open.
     *
     * @param state a counter and the probe
     */
    @Benchmark
    public void disabledBesideEnabled(BesideEnabled state) {
        Alone alone = state;
        alone.probe.used(alone.calls++, 4097, 0);
    }
}
