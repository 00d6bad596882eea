package io.vqtrace.recorder;

import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
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
    private static final long MEMORY_BYTES = 4 << 20;
    private static final Set<Compression> DONE = EnumSet.noneOf(Compression.class);

    private WarmUp() {}

    /** Runs the path if it was not run in this process yet. */
    static synchronized void once(Compression compression) {
        if (DONE.add(compression)) {
            try {
                Path directory = Files.createTempDirectory("vqtrace-warm-up");
                try {
                    for (CaptureLevel level : CaptureLevel.values()) {
                        run(directory.resolve(level.label()), level, compression);
                    }
                } finally {
                    delete(directory);
                }
            } catch (IOException e) {
                DONE.remove(compression); // No place for temporary files: the first rows warm the path.
            }
        }
    }

    private static void run(Path directory, CaptureLevel level, Compression compression) throws IOException {
        VirtioRecorderBuilder builder = VirtioRecorder.builder(directory)
                .name("warm-up")
                .level(level)
                .compression(compression)
                .memory(MEMORY_BYTES)
                .threads(2);
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
                queue.popBurst(BURST, heads, numbers, numbers, numbers);
                queue.usedBurst(BURST, heads, numbers);
                queue.interrupt(1);
                if (i % (ROUNDS / BURST) == 0) {
                    recorder.flush();
                }
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
