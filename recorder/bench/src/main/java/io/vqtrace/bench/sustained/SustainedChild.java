package io.vqtrace.bench.sustained;

import io.vqtrace.bench.ChildResult;
import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Records at level {@code full} at a given rate to disk from the very first event on, in a process that did nothing else. */
final class SustainedChild {
    static final String OFFERED = "offered";
    static final String MADE = "made";
    static final String RECORDED = "recorded";
    static final String DROPPED = "dropped";
    static final String WRITTEN = "written";
    static final String KEPT = "kept";
    static final String BYTES = "bytes";
    static final String ELAPSED_NS = "elapsed_ns";
    static final String CALL_NS = "call_ns";
    static final String CALLER_BYTES = "caller_bytes";
    static final String DRAIN_BYTES = "drain_bytes";

    /** A producer that falls behind by more has lost that time: it does not come back as a burst. */
    private static final long SLIP_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private SustainedChild() {}

    /**
     * Records.
     *
     * @param args the result's file, compression, {@code bursts} or {@code single}, events per second, milliseconds
     * @throws IOException if files cannot be written
     */
    public static void main(String[] args) throws IOException {
        Compression compression = Compression.valueOf(args[1]);
        boolean bursts = args[2].equals("bursts");
        double rate = Double.parseDouble(args[3]);
        long durationNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[4]));
        ChildResult result = new ChildResult();
        try (ScratchDirectory disk = ScratchDirectory.onDisk();
                ScratchDirectory memory = ScratchDirectory.inMemory();
                VirtioRecorder recorder = RecorderMode.STREAM
                        .builder(disk.path(), memory.path())
                        .level(CaptureLevel.FULL)
                        .compression(compression)
                        .open()) {
            QueueProbe probe = recorder.device("blk0", DeviceType.BLK).queue(0, BlockLoad.HEADS);
            BlockLoad load = bursts ? new BlockLoad.Bursts(probe) : new BlockLoad.Single(probe);
            Allocation allocation = new Allocation();
            long start = System.nanoTime();
            produce(load, rate, durationNs, result);
            allocation.put(result);
            recorder.flush();
            result.put(ELAPSED_NS, System.nanoTime() - start);
            RecorderStatus status = recorder.status();
            result.put(OFFERED, status.offered());
            result.put(RECORDED, status.recorded());
            result.put(DROPPED, status.dropped());
            result.put(WRITTEN, status.written());
            result.put(KEPT, status.written() - status.deleted());
            result.put(BYTES, SegmentBytes.of(status.directory()));
        }
        result.write(args[0]);
    }

    private static void produce(BlockLoad load, double rate, long durationNs, ChildResult result) {
        double nsPerEvent = TimeUnit.SECONDS.toNanos(1) / rate;
        long made = 0;
        long callNs = 0;
        long start = System.nanoTime();
        long now = start;
        double due = 0;
        while (now - start < durationNs) {
            int events = load.batch();
            long after = System.nanoTime();
            callNs += after - now;
            now = after;
            made += events;
            due += events * nsPerEvent;
            if (now - start - due > SLIP_NS) {
                due = now - start;
            }
            while (now - start < due) {
                Thread.onSpinWait();
                now = System.nanoTime();
            }
        }
        result.put(MADE, made);
        result.put(CALL_NS, callNs);
    }
}
