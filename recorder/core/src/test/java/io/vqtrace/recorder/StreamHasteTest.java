package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that falls behind compresses less until it has caught up, and loses nothing. */
class StreamHasteTest {
    private static final int CHUNK_ROWS = 8192;
    /** Of the fourteen that the memory holds. */
    private static final int FULL_CHUNKS = 12;

    @TempDir
    Path temp;

    @Test
    void batchesAreLargeWhileMemoryIsShortAndSmallAfterwards() throws Exception {
        Path trace = temp.resolve("behind.vqtrace");
        RecorderStatus status;
        try (VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .memory(8 << 20)
                .threads(1)
                .compression(Compression.ZSTD)
                .open()) {
            HeldDrain drain = HeldDrain.of(recorder);
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(0, 64);
            for (int n = 0; n < FULL_CHUNKS * CHUNK_ROWS; n++) {
                queue.kick(n);
            }
            drain.release();
            status = recorder.status();
        }

        assertEquals(0, status.dropped());
        List<RecordedTrace.Batch> full = RecordedTrace.read(trace).batches().stream()
                .filter(batch -> batch.rows() == CHUNK_ROWS)
                .toList();
        int first = full.get(0).bytes() / CHUNK_ROWS;
        int last = full.get(full.size() - 1).bytes() / CHUNK_ROWS;
        assertTrue(first > 40 && last < 15, () -> "bytes a row: first " + first + ", last " + last);
    }
}
