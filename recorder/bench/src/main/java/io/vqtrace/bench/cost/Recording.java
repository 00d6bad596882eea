package io.vqtrace.bench.cost;

import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.util.Locale;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A recorder that all threads of a benchmark share. */
@State(Scope.Benchmark)
public class Recording {
    /** {@link CaptureLevel#label()}. */
    @Param({"requests", "full"})
    public String level;

    /** {@link RecorderMode#label()}. */
    @Param({"stream", "flight"})
    public String mode;

    private ScratchDirectory disk;
    private ScratchDirectory memory;
    private VirtioRecorder recorder;
    private DeviceProbe device;

    /**
     * Opens the recorder.
     *
     * @throws IOException if it cannot be opened
     */
    @Setup
    public void open() throws IOException {
        disk = ScratchDirectory.onDisk();
        memory = ScratchDirectory.inMemory();
        recorder = RecorderMode.of(mode)
                .builder(disk.path(), memory.path())
                .level(CaptureLevel.valueOf(level.toUpperCase(Locale.ROOT)))
                .open();
        device = recorder.device("blk0", DeviceType.BLK);
    }

    QueueProbe queue(int index, int size) {
        return device.queue(index, size);
    }

    RecorderStatus status() {
        return recorder.status();
    }

    /** Closes the recorder. */
    @TearDown
    public void close() {
        recorder.close();
        memory.close();
        disk.close();
    }
}
