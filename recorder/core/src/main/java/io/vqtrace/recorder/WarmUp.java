package io.vqtrace.recorder;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.recorder.internal.drain.WriteWarmUp;
import io.vqtrace.recorder.internal.path.HandOverWarmUp;
import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs the whole path, from the probes to the files of a trace that is deleted at once, so that the classes of the path are
 * loaded and its code is compiled before the first event. A cold path loses a good part of a busy first second.
 */
final class WarmUp {
    private static final int ROUNDS = 6_000;
    private static final int BURST = 8;
    private static final int QUEUE_SIZE = 64;
    /** Enough for chunks of the usual size, whose code it is that must be compiled. */
    private static final long MEMORY_BYTES = 8 << 20;

    private static final Set<Paths> DONE = new HashSet<>();

    /** What the path depends on besides the level. */
    private record Paths(Compression compression, boolean flight) {}

    private WarmUp() {}

    /** Runs the path if it was not run in this process yet. */
    static synchronized void once(RecorderOptions options) {
        Paths paths = new Paths(options.compression(), options.flight());
        boolean first = DONE.isEmpty();
        if (first) {
            HandOverWarmUp.run();
        }
        if (DONE.add(paths)) {
            try {
                Path directory = Files.createTempDirectory("vqtrace-warm-up");
                try {
                    WriteWarmUp.run(directory.resolve("batches"), paths.compression);
                    for (CaptureLevel level : CaptureLevel.values()) {
                        run(directory.resolve(level.label()), level, paths);
                    }
                } finally {
                    delete(directory);
                }
            } catch (IOException e) {
                DONE.remove(paths); // No place for temporary files: the first rows warm the path.
            }
        }
        if (first) {
            HandOverWarmUp.run();
        }
    }

    private static void run(Path directory, CaptureLevel level, Paths paths) throws IOException {
        VirtioRecorderBuilder builder = VirtioRecorder.builder(directory)
                .name("warm-up")
                .level(level)
                .compression(paths.compression)
                .memory(MEMORY_BYTES)
                .threads(1);
        try (VirtioRecorder recorder = VirtioRecorder.open(builder.options(), false)) {
            QueueProbe queue = recorder.device("warm-up", DeviceType.BLK).queue(0, QUEUE_SIZE);
            int[] heads = new int[BURST];
            int[] numbers = new int[BURST];
            for (int i = 0; i < BURST; i++) {
                heads[i] = i + BURST;
            }
            for (int i = 0; i < ROUNDS; i++) {
                queue.avail(1, i);
                queue.kick();
                queue.pop(i & (BURST - 1), 2, i, i, 1, i);
                queue.used(i & (BURST - 1), i, 0);
                queue.interruptSuppressed(1);
                queue.avail(BURST, i);
                queue.popBurst(BURST, heads, numbers, numbers, numbers);
                queue.usedBurst(BURST, heads, numbers);
                queue.interrupt(1);
                if (i % (ROUNDS / BURST) == 0) {
                    recorder.flush();
                }
            }
            if (paths.flight) {
                recorder.dump("warm-up"); // close() writes it.
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
