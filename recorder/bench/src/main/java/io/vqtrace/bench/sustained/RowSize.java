package io.vqtrace.bench.sustained;

import io.vqtrace.bench.Progress;
import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.testkit.Workload;
import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Bytes of event segments for each row of the reference block workload: the testkit's disk on virtual time.
 *
 * @param zstdRequests compressed, level {@code requests}
 * @param zstdFull compressed, level {@code full}
 * @param plainRequests uncompressed, level {@code requests}
 */
public record RowSize(double zstdRequests, double zstdFull, double plainRequests) {
    private static final int REQUESTS = 200_000;
    /** Virtual time is faster than any drain: all rows find room at once. */
    private static final long MEMORY_BYTES = 256L << 20;

    /**
     * Records the workload.
     *
     * @param progress told what goes on
     * @return its sizes
     * @throws IOException if it could not be written
     */
    public static RowSize measure(Progress progress) throws IOException {
        progress.step("bytes on disk");
        return new RowSize(
                measure(CaptureLevel.REQUESTS, Compression.ZSTD),
                measure(CaptureLevel.FULL, Compression.ZSTD),
                measure(CaptureLevel.REQUESTS, Compression.NONE));
    }

    private static double measure(CaptureLevel level, Compression compression) throws IOException {
        try (ScratchDirectory disk = ScratchDirectory.onDisk()) {
            Path trace = disk.path().resolve("size.vqtrace");
            VirtualClock clock = new VirtualClock();
            RecorderStatus status;
            try (VirtioRecorder recorder = VirtioRecorder.builder(trace)
                    .level(level)
                    .compression(compression)
                    .memory(MEMORY_BYTES)
                    .clock(clock)
                    .open()) {
                referenceWorkload(clock, recorder.device("blk0", DeviceType.BLK))
                        .run(REQUESTS);
                recorder.flush();
                status = recorder.status();
            }
            if (status.dropped() > 0) {
                throw new IOException("events were lost: " + status);
            }
            return (double) SegmentBytes.of(trace) / status.recorded();
        }
    }

    private static Testbed referenceWorkload(VirtualClock clock, DeviceProbe probe) {
        return Testbed.builder()
                .seed(1)
                .clock(clock)
                .probe(probe)
                .queues(2)
                .ringSize(256)
                .moderation(Moderation.of(32, Duration.ofNanos(50_000)))
                .serviceTime(ServiceTime.lognormal(Duration.ofNanos(80_000), 0.5))
                .servers(4)
                .workload(Workload.openLoop(40_000).bursts(8))
                .build();
    }
}
