package io.vqtrace.bench.pause;

import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;

/** A call of an enabled probe at level {@code full}: {@code pop} and {@code used} in turn, each of which writes a row. */
final class ProbeCall extends Call {
    private static final int HEADS = 256;

    private final ScratchDirectory disk = ScratchDirectory.onDisk();
    private final ScratchDirectory memory = ScratchDirectory.inMemory();
    private final VirtioRecorder recorder;
    private final QueueProbe probe;

    ProbeCall(RecorderMode mode) throws IOException {
        recorder = mode.builder(disk.path(), memory.path())
                .level(CaptureLevel.FULL)
                .open();
        probe = recorder.device("blk0", DeviceType.BLK).queue(0, HEADS);
    }

    @Override
    void make(int n) {
        int head = n >> 1 & HEADS - 1;
        if ((n & 1) == 0) {
            probe.pop(head, 3, 16, 4097, 1, (long) n << 3);
        } else {
            probe.used(head, 4097, 0);
        }
    }

    @Override
    public void close() {
        recorder.flush();
        long dropped = recorder.status().dropped();
        recorder.close();
        memory.close();
        disk.close();
        if (dropped > 0) {
            System.err.println("note: the recorder dropped " + dropped + " events while pauses were measured");
        }
    }
}
