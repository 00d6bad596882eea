package io.vqtrace.bench.sustained;

import io.vqtrace.bench.Progress;
import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of event segments for each row of the reference block workload.
 *
 * @param zstdRequests compressed, level {@code requests}
 * @param zstdFull compressed, level {@code full}
 * @param plainRequests uncompressed, level {@code requests}
 */
public record RowSize(double zstdRequests, double zstdFull, double plainRequests) {
    private static final int REQUESTS = 1 << 20;
    private static final int STEP = 1 << 15;

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
                    .clock(clock)
                    .open()) {
                BlockSimulation simulation = new BlockSimulation(
                        clock, recorder.device("blk0", DeviceType.BLK).queue(0, BlockLoad.HEADS));
                for (int made = 0; made < REQUESTS; made += STEP) {
                    simulation.run(STEP);
                    recorder.flush();
                }
                status = recorder.status();
            }
            if (status.dropped() > 0) {
                throw new IOException("events were lost: " + status);
            }
            return (double) segmentBytes(trace) / status.recorded();
        }
    }

    private static long segmentBytes(Path trace) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(trace, "events-*")) {
            for (Path segment : segments) {
                bytes += Files.size(segment);
            }
        }
        return bytes;
    }
}
